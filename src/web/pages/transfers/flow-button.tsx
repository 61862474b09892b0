// A flow by its id; opens why.
export function FlowButton({
  flow,
  onOpen,
}: {
  readonly flow: string;
  readonly onOpen: (flow: string) => void;
}) {
  return (
    <button type="button" className="row-open" title={flow} onClick={() => onOpen(flow)}>
      {flow}
    </button>
  );
}
