// Takes along what is seen: as a sheet, as JSON, on paper; or the whole register in the formats of the server.

import { useGo } from '../../parts/use-go.ts';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { tell } from '../../ui/toast.tsx';
import { type CellValue, writeCsv, writeJson } from './export-flows.ts';
import { seeFlow } from './flow-columns.ts';
import { type FlowView, nameEnd } from './use-answers.ts';
import type { ViewState } from './view-state.ts';

interface Props {
  readonly view: FlowView | undefined;
  readonly state: ViewState;
}

export function ExportMenu({ view, state }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const go = useGo();
  const nothing = view === undefined || view.chosen.order.length === 0 ? text.export.nothing : undefined;
  const write = async (format: 'csv' | 'json'): Promise<void> => {
    if (view === undefined) return;
    const { columns, chosen } = view;
    const law = chosen.law === null ? null : columns.laws.indexOf(chosen.law);
    const flowAt = (place: number) => seeFlow(columns, chosen.order[place] ?? 0, law);
    const name = `sekisho-transfers-${columns.asOf}.${format}`;
    const blob =
      format === 'json'
        ? await writeJson({ asOf: columns.asOf, law: chosen.law }, chosen.order.length, (place) => {
            const flow = flowAt(place);
            return { ...flow, from: flow.from.text, to: flow.to.text, activity: flow.activity.id };
          })
        : await writeCsv(text.export.heads, chosen.order.length, (place): readonly CellValue[] => {
            const flow = flowAt(place);
            return [
              flow.id,
              words.term('verdicts', flow.verdict),
              flow.activity.name,
              nameEnd(flow.from, words),
              flow.fromCountry === '' ? '' : words.country(flow.fromCountry),
              nameEnd(flow.to, words),
              flow.toCountry === '' ? '' : words.country(flow.toCountry),
              flow.mode === '' ? '' : words.term('modes', flow.mode),
              words.tool(flow.tool),
              flow.instrument,
              flow.laws.map((one) => `${words.law(one.law)}: ${words.term('verdicts', one.verdict)}`),
              flow.missing,
              chosen.endings[flow.id]?.on ?? '',
            ];
          });
    save(blob, name);
    tell({ text: text.export.done(chosen.order.length, name), kind: 'done' });
  };
  const acts: Record<string, () => void> = {
    csv: () => void write('csv'),
    json: () => void write('json'),
    print: () => print(),
    server: () => go('exports'),
  };
  return (
    <Menu
      label={text.export.label}
      entries={[
        {
          id: 'csv',
          name: text.export.csv,
          icon: 'exports',
          ...(nothing !== undefined && { refusal: nothing }),
        },
        {
          id: 'json',
          name: text.export.json,
          icon: 'exports',
          ...(nothing !== undefined && { refusal: nothing }),
        },
        { id: 'print', name: text.export.print, icon: 'print' },
        {
          id: 'server',
          name: text.export.server,
          icon: 'register',
          ...(state.file !== null && { refusal: text.file.notStored }),
        },
      ]}
      onChoose={(id) => acts[id]?.()}
    >
      <Icon name="exports" />
      <span className="tool-name">{text.export.label}</span>
    </Menu>
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
