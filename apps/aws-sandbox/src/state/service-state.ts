import type { World } from './model.js';

/**
 * What one service keeps in the world. Only plain data belongs in it (maps, sets, lists, dates, bytes): the world is
 * saved and restored whole.
 */
export interface StateSlot<T extends object> {
  /** The service's folder: `sqs`. */
  readonly name: string;
  /** Empty state, for a world that has none yet. */
  readonly create: () => T;
}

/** The state of a service in this world, made when it is first asked for. */
export function stateOf<T extends object>(world: World, slot: StateSlot<T>): T {
  const known = world.services.get(slot.name);
  // A slot's name belongs to one service, which is the only one that puts anything there.
  if (known !== undefined) return known as T;
  const made = slot.create();
  world.services.set(slot.name, made);
  return made;
}
