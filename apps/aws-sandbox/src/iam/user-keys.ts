import type { AccessKey, User, World } from '../state/model.js';

/** The access keys of a user, in the order of their making. */
export function keysOf(world: World, user: Pick<User, 'accountId' | 'name'>): readonly AccessKey[] {
  const name = user.name.toLowerCase();
  return [...world.accessKeys.values()]
    .filter(({ accountId, userName }) => accountId === user.accountId && userName.toLowerCase() === name)
    .sort((left, right) => orderOf(left).localeCompare(orderOf(right)));
}

function orderOf({ createdAt, id }: AccessKey): string {
  return `${createdAt.toISOString()}/${id}`;
}

/** Lets the keys of a user follow it to a new name. */
export function renameKeys(world: World, user: Pick<User, 'accountId' | 'name'>, name: string): void {
  for (const key of keysOf(world, user)) world.accessKeys.set(key.id, { ...key, userName: name });
}
