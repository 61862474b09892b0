// A key: by which a program, or somebody's command line, shows for which group and as whom it asks; only its hash is kept.

/** Each may what those before it may. */
export const KEY_ROLES = ['reader', 'editor', 'approver', 'owner'] as const;

export type KeyRole = (typeof KEY_ROLES)[number];

export interface Key {
  readonly id: string;
  /** As whom it asks: the id of a person. */
  readonly person: string;
  readonly role: KeyRole;
  /** What it is for, in its owner's words. */
  readonly name?: string;
  /** The instant from which it is no good. */
  readonly until?: string;
}

/** Whom a key shows. */
export interface Bearer {
  readonly groupId: string;
  readonly keyId: string;
  readonly person: string;
  readonly role: KeyRole;
}

/** Does a role include another one? */
export function mayAs(role: KeyRole, wanted: KeyRole): boolean {
  return KEY_ROLES.indexOf(role) >= KEY_ROLES.indexOf(wanted);
}
