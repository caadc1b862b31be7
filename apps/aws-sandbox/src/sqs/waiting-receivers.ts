import type { Queue } from './sqs-state.js';

/** Those who wait for a message of a queue. They are people at the door, no part of the world that is saved. */
const waiting = new WeakMap<Queue, Set<() => void>>();

/** Calls everybody who waits for a message of this queue. */
export function wakeReceivers(queue: Queue): void {
  for (const wake of waiting.get(queue) ?? []) wake();
}

/** Resolves when a message may be there, at the latest after so many milliseconds. */
export function untilMessage(queue: Queue, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const receivers = waiting.get(queue) ?? new Set();
    waiting.set(queue, receivers);
    const wake = (): void => {
      clearTimeout(timer);
      receivers.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    receivers.add(wake);
  });
}
