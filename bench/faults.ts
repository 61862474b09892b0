// `node tools/run.mjs bench/faults.ts [ROUNDS]`: kills a process that writes, 200 times on each database, and counts what was lost.
import { killRounds } from '../test/support/kill-rounds.ts';
import { prepareGround } from '../test/support/open-test-store.ts';
import { NO_POSTGRES } from '../test/support/postgres.ts';

const rounds = Number(process.argv[2] ?? 200);
for (const kind of ['pglite', 'postgres'] as const) {
  const ground = await prepareGround(kind);
  if (ground === null) {
    process.stdout.write(`${kind}: not tried, ${NO_POSTGRES}\n`);
    continue;
  }
  try {
    const startedAt = performance.now();
    const report = await killRounds(await ground.makePlace(), rounds, async (_writer, round) => {
      if (round % 2 === 0) await ground.postgres?.crash?.();
    });
    const { acknowledged, entries, lost, findings } = report;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stdout.write(
      `${kind}: ${rounds} kills in ${seconds} s, ${acknowledged} acknowledged, ${entries} entries, ${lost.length} lost, ${findings.length} findings\n`,
    );
    for (const line of [...lost, ...findings].slice(0, 20)) process.stdout.write(`  ${line}\n`);
    if (lost.length + findings.length > 0) process.exitCode = 1;
  } finally {
    await ground.clear();
  }
}
