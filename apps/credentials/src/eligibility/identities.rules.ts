import type { Actor } from '@gatehouse/contracts';
import { spelled, type TagRules } from './role-tags.rules.js';

/** Everything that an actor can be named as in a role's tags: their own id and their groups, one name space. */
export function identitiesOf(actor: Pick<Actor, 'id' | 'groups'>, rules: Pick<TagRules, 'forceLowerCase'>): string[] {
  return [actor.id, ...actor.groups].map((identity) => spelled(identity, rules));
}
