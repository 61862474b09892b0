// `node tools/run.mjs bench/faults.ts [ROUNDS] [pglite|postgres]`: kills a process that writes, 200 times on each database, and counts what was lost.
import { killRounds } from '../test/support/kill-rounds.ts';
import { type GroundKind, prepareGround } from '../test/support/open-test-store.ts';
import { NO_POSTGRES } from '../test/support/postgres.ts';

const [rounds = '200', only] = process.argv.slice(2);
const kinds = (['pglite', 'postgres'] as const).filter((kind) => only === undefined || kind === only);
for (const kind of kinds) await strikeOn(kind, Number(rounds));

async function strikeOn(kind: GroundKind, wanted: number): Promise<void> {
  const ground = await prepareGround(kind);
  if (ground === null) {
    process.stdout.write(`${kind}: not tried, ${NO_POSTGRES}\n`);
    return;
  }
  try {
    const startedAt = performance.now();
    const report = await killRounds(await ground.makePlace(), wanted, async (_writer, round) => {
      if (round % 2 === 0) await ground.postgres?.crash?.();
      // Such a run takes an hour; whoever waits, or looks for the round in which it broke off, reads this.
      if (round % 10 === 0) process.stderr.write(`${kind}: round ${round} of ${wanted}\n`);
    });
    const { acknowledged, entries, lost, findings } = report;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stdout.write(
      `${kind}: ${wanted} kills in ${seconds} s, ${acknowledged} acknowledged, ${entries} entries, ${lost.length} lost, ${findings.length} findings\n`,
    );
    for (const line of [...lost, ...findings].slice(0, 20)) process.stdout.write(`  ${line}\n`);
    if (lost.length + findings.length > 0) process.exitCode = 1;
  } finally {
    await ground.clear();
  }
}
