// The browser's worker for whole graphs: a shell around core/flows/graph-session.ts, so that a page stays free while it is answered.
import { type GraphPost, type GraphQuestion, GraphSession } from '../../core/flows/graph-session.ts';

/** What a module worker has for its global object, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: GraphQuestion }) => void) | null;
  postMessage(reply: GraphPost['reply'], handedOver: readonly ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const session = new GraphSession();
scope.onmessage = ({ data }) => {
  const { reply, handedOver } = session.answer(data);
  scope.postMessage(reply, handedOver);
};
