// What a measurement was made on: the machine, and the state of the tree.
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';

/** The machine in one line. */
export function nameMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${process.platform} ${process.arch}, ${availableParallelism()} x ${model}, node ${process.version}`;
}

/** The commit, with a plus where files differ from it; `none` outside of a repository. */
export function nameCommit(): string {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  if (commit.status !== 0) return 'none';
  const changes = spawnSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
  return `${commit.stdout.trim()}${changes.stdout === '' ? '' : '+'}`;
}
