// The door knows who came before, so that nobody waits for the store only to be let in; whoever was shown out stays out at once.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  done,
  openNewGroup,
  prepareRegister,
  type RegisterGround,
} from '../../../test/support/open-register.ts';
import { transact } from '../../kit/store/transact.ts';
import { makeKey, withdrawKey } from '../../records/people/key-actions.ts';
import { type Door, type Knock, makeDoor } from './door.ts';
import { SERVER_LIMITS } from './server-limits.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let ground: RegisterGround;
let door: Door;
beforeAll(async () => {
  ground = (await prepareRegister('pglite')) as RegisterGround;
  door = makeDoor({ store: ground.store, isLocalOpen: true, limits: SERVER_LIMITS });
});
afterAll(() => ground.clear());

const knock = (groupId: string, key?: string): Knock => ({
  authorization: key === undefined ? undefined : `Bearer ${key}`,
  address: '127.0.0.1',
  groupId,
  mayOpen: false,
});

/** Nobody else reaches the store while this is under way. */
function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  return transact(ground.store, work, { isLong: true });
}

test('who was let in before is let in while an import holds the store', async () => {
  const scope = await openNewGroup(ground.store);
  const { text } = done(await makeKey(scope, ground.store, { person: 'taro', role: 'reader' }));
  expect(await door.enter(knock(scope.groupId, text))).toMatchObject({ ok: true });
  expect(await door.enter(knock(scope.groupId))).toMatchObject({ ok: true });
  expect(await whileHeld(() => door.enter(knock(scope.groupId, text)))).toMatchObject({
    ok: true,
    value: { person: 'taro', role: 'reader' },
  });
  expect(await whileHeld(() => door.enter(knock(scope.groupId)))).toMatchObject({ ok: true });
});

test('a key that was withdrawn opens nothing, though it was seen a moment ago', async () => {
  const scope = await openNewGroup(ground.store);
  const { key, text } = done(await makeKey(scope, ground.store, { person: 'taro', role: 'reader' }));
  expect(await door.enter(knock(scope.groupId, text))).toMatchObject({ ok: true });
  done(await withdrawKey(scope, ground.store, key.id));
  expect(await door.enter(knock(scope.groupId, text))).toMatchObject({ fault: { problem: { status: 401 } } });
});

test('a key whose time is over opens nothing, though it was seen before', async () => {
  const scope = await openNewGroup(ground.store);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { text } = done(await makeKey(scope, ground.store, { person: 'taro', role: 'reader', until }));
  expect(await door.enter(knock(scope.groupId, text))).toMatchObject({ ok: true });
  vi.setSystemTime(Date.parse(until));
  try {
    expect(await door.enter(knock(scope.groupId, text))).toMatchObject({
      fault: { problem: { status: 401 } },
    });
  } finally {
    vi.useRealTimers();
  }
});
