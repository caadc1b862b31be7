import { describe, expect, it } from '@jest/globals';
import type { Logger } from '@gatehouse/telemetry';
import { ChangeQueue, type QueueMessage } from './change-queue.js';
import { takenAgainIn } from './problem.rules.js';
import { QueueLane } from './queue-lane.js';
import type { TakeChanges } from './take-changes.use-case.js';
import type { Fate } from './touched-reading.js';

const messageOf = (id: string, attempt = 1): QueueMessage => ({ id, receipt: id, body: '{}', attempt });

/** Gives its batches one after the other, remembers what becomes of them, and ends the lane when there are no more. */
class FakeQueue extends ChangeQueue {
  override readonly name = 'fake';
  readonly removed: string[] = [];
  readonly again: (readonly [id: string, seconds: number])[] = [];

  constructor(
    private readonly batches: QueueMessage[][],
    private readonly stop: AbortController,
  ) {
    super();
  }

  override receive(): Promise<readonly QueueMessage[]> {
    const batch = this.batches.shift();
    if (batch === undefined) this.stop.abort();
    return Promise.resolve(batch ?? []);
  }

  override remove(messages: readonly QueueMessage[]): Promise<void> {
    this.removed.push(...messages.map(({ id }) => id));
    return Promise.resolve();
  }

  override bringAgain({ id }: QueueMessage, seconds: number): Promise<void> {
    this.again.push([id, seconds]);
    return Promise.resolve();
  }
}

async function laneOver(batches: QueueMessage[][], execute: (message: QueueMessage) => Fate): Promise<FakeQueue> {
  const stop = new AbortController();
  const queue = new FakeQueue(batches, stop);
  const takeChanges = {
    execute: async ({ messages }: { messages: readonly QueueMessage[] }) => {
      await Promise.resolve();
      return new Map(messages.map((message) => [message, execute(message)]));
    },
  } as unknown as TakeChanges;
  await new QueueLane(queue, takeChanges, { warn: () => undefined } as unknown as Logger).run(stop.signal);
  return queue;
}

describe(QueueLane, () => {
  it('removes what is done, and asks for the rest again when it is due', async () => {
    const batch = [messageOf('done'), messageOf('soon'), messageOf('later')];
    const fates = new Map<string, Fate>([
      ['done', null],
      ['soon', 1],
      ['later', 6],
    ]);
    const queue = await laneOver([batch], ({ id }) => fates.get(id) ?? null);
    expect(queue.removed).toEqual(['done']);
    expect(queue.again).toEqual([
      ['soon', 1],
      ['later', 6],
    ]);
  });

  it('has a batch brought again within seconds that could not be taken in, and goes on', async () => {
    const queue = await laneOver([[messageOf('a'), messageOf('b', 3)], [messageOf('c')]], ({ id }) => {
      if (id === 'a') throw new Error('Postgres is away.');
      return null;
    });
    expect(queue.again).toEqual([
      ['a', 1],
      ['b', 4],
    ]);
    expect(queue.removed).toEqual(['c']);
  });
});

describe(takenAgainIn, () => {
  it('waits longer each time, and never longer than ten minutes', () => {
    expect([1, 2, 3, 5, 10, 40].map(takenAgainIn)).toEqual([1, 2, 4, 16, 512, 600]);
  });
});
