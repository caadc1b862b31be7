import { Injectable } from '@nestjs/common';
import { counter, METRICS } from '@gatehouse/telemetry';
import { denialOf } from '../denial/denial-of-call.rules.js';
import { DenialIntake } from '../denial/denial-intake.js';
import { AccountBlocks } from './account-blocks.js';
import type { QueueMessage } from './change-queue.js';
import { ToldCalls, type ChangeBatch } from './told-calls.js';
import { TouchedReading, type Fate } from './touched-reading.js';

/**
 * Takes in a batch of messages: what calls touched is read again, each resource once; what was denied is counted; what
 * cannot be read is kept aside. All of that is durable when it resolves; it rejects when Postgres is away.
 */
@Injectable()
export class TakeChanges {
  readonly #messages = counter(METRICS.changeMessages);

  constructor(
    private readonly calls: ToldCalls,
    private readonly touched: TouchedReading,
    private readonly blocks: AccountBlocks,
    private readonly denials: DenialIntake,
  ) {}

  async execute(batch: ChangeBatch): Promise<ReadonlyMap<QueueMessage, Fate>> {
    const calls = await this.calls.in(batch);
    await this.denials.take(calls.flatMap(({ event }) => denialOf(event) ?? []));
    const [ofTouched, ofBlocks] = await Promise.all([
      this.touched.readAgain(calls, batch.signal),
      this.blocks.readAgain(calls, batch.signal),
    ]);
    // A call touches resources or changes a block.
    const again = new Map([...ofTouched, ...ofBlocks]);
    for (const fate of again.values()) this.#messages.add(1, { outcome: fate === null ? 'taken' : 'again' });
    return new Map(batch.messages.map((message) => [message, again.get(message.id) ?? null]));
  }
}
