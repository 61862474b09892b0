// A checkpoint: a signed word on how far a group's ledger had come and what its hash was, to be kept where nobody can reach both.
import { createPublicKey, sign, verify } from 'node:crypto';
import type { Kysely } from 'kysely';
import { writeCanonical } from './canonical.ts';
import { writeInstant } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { StoreKeys } from './store-keys.ts';
import type { StoreTables } from './tables.ts';
import { transact } from './transact.ts';

export interface Checkpoint {
  readonly format: 'sekisho-checkpoint-1';
  readonly groupId: string;
  readonly position: number;
  readonly hash: string;
  readonly madeAt: string;
  /** The Ed25519 key that signed, 32 bytes in base64. */
  readonly publicKey: string;
  readonly signature: string;
}

const FORMAT = 'sekisho-checkpoint-1';
/** What stands before the 32 bytes of a public Ed25519 key in its standard wrapping (RFC 8410). */
const ED25519_PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');

/** Signs how the ledger of the group stands, and keeps that; null where nothing was written yet. Store what it answers elsewhere. */
export function makeCheckpoint(scope: Scope, store: Store): Promise<Checkpoint | null> {
  return transact(store, async (transaction) => {
    const head = await transaction
      .selectFrom('ledger_heads')
      .select(['position', 'hash'])
      .where('group_id', '=', scope.groupId)
      .executeTakeFirst();
    if (head === undefined || head.position === 0) return null;
    const checkpoint = signCheckpoint(store.keys, scope.groupId, head, writeInstant(scope.at));
    await keepCheckpoint(transaction, checkpoint);
    return checkpoint;
  });
}

export function signCheckpoint(
  keys: StoreKeys,
  groupId: string,
  { position, hash }: { readonly position: number; readonly hash: string },
  madeAt: string,
): Checkpoint {
  const unsigned = { format: FORMAT, groupId, position, hash, madeAt, publicKey: keys.publicKey } as const;
  const signature = sign(null, Buffer.from(writeCanonical(unsigned)), keys.signing).toString('base64');
  return { ...unsigned, signature };
}

/** The first checkpoint of a position stays. */
async function keepCheckpoint(database: Kysely<StoreTables>, checkpoint: Checkpoint): Promise<void> {
  const { groupId: group_id, position, hash, madeAt: made_at, publicKey: public_key, signature } = checkpoint;
  await database
    .insertInto('checkpoints')
    .values({ group_id, position, hash, made_at, public_key, signature })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readCheckpoints(database: Kysely<StoreTables>, groupId: string): Promise<Checkpoint[]> {
  const rows = await database
    .selectFrom('checkpoints')
    .selectAll()
    .where('group_id', '=', groupId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    format: FORMAT,
    groupId: row.group_id,
    position: row.position,
    hash: row.hash,
    madeAt: row.made_at,
    publicKey: row.public_key,
    signature: row.signature,
  }));
}

/** Was it signed by this key, and is it as it was signed? */
export function isSignedBy({ signature, ...unsigned }: Checkpoint, publicKey: string): boolean {
  const raw = Buffer.from(publicKey, 'base64');
  if (unsigned.publicKey !== publicKey || raw.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([ED25519_PUBLIC, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(writeCanonical({ ...unsigned })), key, Buffer.from(signature, 'base64'));
}

/** A checkpoint from the text of a file that was kept outside; null where it is none. */
export function parseCheckpoint(text: string): Checkpoint | null {
  try {
    const { format, groupId, position, hash, madeAt, publicKey, signature } = JSON.parse(
      text,
    ) as Partial<Checkpoint>;
    const words = [groupId, hash, madeAt, publicKey, signature];
    if (
      format !== FORMAT ||
      !Number.isSafeInteger(position) ||
      words.some((word) => typeof word !== 'string')
    )
      return null;
    return { format, groupId, position, hash, madeAt, publicKey, signature } as Checkpoint;
  } catch {
    return null;
  }
}
