// Roles: what a person may do in a group; each may do what the ones before it may.

/** From the least to the most. */
export const ROLES = ['reader', 'editor', 'approver', 'owner'] as const;

export type Role = (typeof ROLES)[number];

/**
 * May somebody with the role `has` do what the role `needs` may?
 *
 * @example isRoleEnough('editor', 'approver') // false
 */
export function isRoleEnough(has: Role, needs: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needs);
}
