import type { World } from '../state/model.js';
import type { Queue } from './sqs-state.js';

type Wake = () => void;

/** Those who wait for a message. They are people at the door, no part of the world that is saved. */
const atQueues = new WeakMap<Queue, Set<Wake>>();
const inWorlds = new WeakMap<World, Set<Wake>>();
const over = new WeakSet<World>();

/** Calls everybody who waits for a message of this queue. */
export function wakeReceivers(queue: Queue): void {
  for (const wake of atQueues.get(queue) ?? []) wake();
}

/** Ends all waiting in a world, now and from now on: a sandbox that stops must not keep its callers for 20 seconds. */
export function endWaiting(world: World): void {
  over.add(world);
  for (const wake of inWorlds.get(world) ?? []) wake();
}

/** Whether nobody waits in this world any more. */
export function isWaitingOver(world: World): boolean {
  return over.has(world);
}

/** Resolves when a message may be there, at the latest after so many milliseconds. */
export function untilMessage(world: World, queue: Queue, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const places = [placeOf(atQueues, queue), placeOf(inWorlds, world)];
    const wake: Wake = () => {
      clearTimeout(timer);
      for (const place of places) place.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    for (const place of places) place.add(wake);
  });
}

function placeOf<T extends object>(places: WeakMap<T, Set<Wake>>, key: T): Set<Wake> {
  const known = places.get(key);
  if (known !== undefined) return known;
  const made = new Set<Wake>();
  places.set(key, made);
  return made;
}
