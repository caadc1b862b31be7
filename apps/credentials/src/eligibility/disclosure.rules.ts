import { mayActor, type Actor, type VisibilityRule } from '@gatehouse/contracts';

/**
 * Whether somebody learns that a role exists which they may not assume. Where people see all of the estate, or have
 * another role in the account, it is no secret; otherwise such a role is told from one that does not exist by nobody but
 * those who see everything.
 */
export function isDisclosed(rule: VisibilityRule, actor: Actor, hasRoleInAccount: boolean): boolean {
  return rule === 'everybody' || hasRoleInAccount || mayActor(actor, 'inventory.see-everything');
}
