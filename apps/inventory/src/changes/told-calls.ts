import { Injectable } from '@nestjs/common';
import { counter, Logger, METRICS } from '@gatehouse/telemetry';
import type { StoredAccount } from '../account/account.repository.js';
import type { QueueMessage } from './change-queue.js';
import { readMessage } from './read-message.rules.js';
import { ReadableAccounts } from './readable-accounts.js';
import type { TrailEvent } from './trail-event.js';
import { UnreadableMessages } from './unreadable-messages.js';

/** A message that tells of a call in an account that is read here. */
export interface ToldCall {
  readonly message: QueueMessage;
  readonly event: TrailEvent;
  readonly account: StoredAccount;
}

/** One batch of messages, and the queue they came from. */
export interface ChangeBatch {
  readonly queue: string;
  readonly messages: readonly QueueMessage[];
  readonly signal: AbortSignal;
}

/** Finds the calls in a batch of messages. */
@Injectable()
export class ToldCalls {
  readonly #messages = counter(METRICS.changeMessages);

  constructor(
    private readonly accounts: ReadableAccounts,
    private readonly unreadable: UnreadableMessages,
    private readonly log: Logger,
  ) {}

  /** The calls that messages tell of; anything else is counted, and kept aside if nobody can read it. */
  async in({ queue, messages }: ChangeBatch): Promise<readonly ToldCall[]> {
    const read = messages.map((message) => ({ message, read: readMessage(message.body) }));
    const broken = read.flatMap(({ message, read: it }) =>
      it.kind === 'unreadable' ? [{ id: message.id, body: message.body, reason: it.reason }] : [],
    );
    await this.unreadable.keep(queue, broken);
    for (const { id, reason } of broken) this.log.warn({ queue, messageId: id, reason }, 'A message was put aside.');
    this.#messages.add(broken.length, { outcome: 'unreadable' });
    const calls = read.flatMap(({ message, read: it }) => (it.kind === 'call' ? [{ message, event: it.event }] : []));
    const accounts = await this.accounts.among(calls.map(({ event }) => event.accountId));
    const known = calls.flatMap(({ message, event }): ToldCall[] => {
      const account = accounts.get(event.accountId);
      return account === undefined ? [] : [{ message, event, account }];
    });
    this.#messages.add(messages.length - broken.length - known.length, { outcome: 'foreign' });
    return known;
  }
}
