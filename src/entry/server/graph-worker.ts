// The server's worker for whole graphs: a shell around core/flows/graph-session.ts, so that other requests are answered meanwhile.
import { parentPort } from 'node:worker_threads';
import { type GraphQuestion, GraphSession } from '../../core/flows/graph-session.ts';

const session = new GraphSession();
parentPort?.on('message', (question: GraphQuestion) => {
  const { reply, handedOver } = session.answer(question);
  parentPort?.postMessage(reply, [...handedOver]);
});
