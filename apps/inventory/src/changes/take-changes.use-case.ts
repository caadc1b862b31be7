import { Injectable } from '@nestjs/common';
import { counter, Logger, METRICS } from '@gatehouse/telemetry';
import { AccountRepository, type StoredAccount } from '../account/account.repository.js';
import { isReadable } from '../account/account.rules.js';
import { inParallel } from '../collectors/in-parallel.js';
import { denialOf } from '../denial/denial-of-call.rules.js';
import { DenialIntake } from '../denial/denial-intake.js';
import type { QueueMessage } from './change-queue.js';
import { ChangeReading } from './change-reading.js';
import { changesOfCall } from './changes-of-call.rules.js';
import { causeOf, entitiesOf, type ToldTouch } from './entities.rules.js';
import { KnownPlaces } from './known-places.js';
import { OrganizationChanges } from './organization-changes.js';
import { readMessage } from './read-message.rules.js';
import type { TrailEvent } from './trail-event.js';
import { UnreadableMessages } from './unreadable-messages.js';

/** What becomes of a message: in how many seconds it is to come again, or null when it is done. */
export type Fate = number | null;

/** A message that tells of a call in an account that is read here. */
interface ToldCall {
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

/**
 * Takes in a batch of messages: what calls touched is read again, each resource once; what was denied is counted; what
 * cannot be read is kept aside. All of that is durable when it resolves; it rejects when Postgres is away.
 */
@Injectable()
export class TakeChanges {
  readonly #messages = counter(METRICS.changeMessages);

  constructor(
    private readonly accounts: AccountRepository,
    private readonly places: KnownPlaces,
    private readonly reading: ChangeReading,
    private readonly organization: OrganizationChanges,
    private readonly denials: DenialIntake,
    private readonly unreadable: UnreadableMessages,
    private readonly log: Logger,
  ) {}

  async execute(batch: ChangeBatch): Promise<ReadonlyMap<QueueMessage, Fate>> {
    const calls = await this.callsIn(batch);
    await this.denials.take(calls.flatMap(({ event }) => denialOf(event) ?? []));
    const again = await this.readTouched(calls, batch.signal);
    for (const fate of again.values()) this.#messages.add(1, { outcome: fate === null ? 'taken' : 'again' });
    return new Map(batch.messages.map((message) => [message, again.get(message.id) ?? null]));
  }

  /** The calls that messages tell of; anything else is counted, and kept aside if nobody can read it. */
  private async callsIn({ queue, messages }: ChangeBatch): Promise<readonly ToldCall[]> {
    const read = messages.map((message) => ({ message, read: readMessage(message.body) }));
    const broken = read.flatMap(({ message, read: it }) =>
      it.kind === 'unreadable' ? [{ id: message.id, body: message.body, reason: it.reason }] : [],
    );
    await this.unreadable.keep(queue, broken);
    for (const { id, reason } of broken) this.log.warn({ queue, messageId: id, reason }, 'A message was put aside.');
    this.#messages.add(broken.length, { outcome: 'unreadable' });
    const calls = read.flatMap(({ message, read: it }) => (it.kind === 'call' ? [{ message, event: it.event }] : []));
    const accounts = await this.readableAmong(calls.map(({ event }) => event.accountId));
    const known = calls.flatMap(({ message, event }): ToldCall[] => {
      const account = accounts.get(event.accountId);
      return account === undefined ? [] : [{ message, event, account }];
    });
    this.#messages.add(messages.length - broken.length - known.length, { outcome: 'foreign' });
    return known;
  }

  private async readTouched(calls: readonly ToldCall[], signal: AbortSignal): Promise<ReadonlyMap<string, Fate>> {
    const fates = new Map<string, Fate>(calls.map(({ message }) => [message.id, null]));
    const changes = calls.map((call) => ({
      ...call,
      ...changesOfCall({ ...call.event, partition: call.account.partition }),
    }));
    const touches = changes.flatMap(({ touched, message, event }) =>
      touched.map((touch): ToldTouch => ({ ...touch, messageId: message.id, cause: causeOf(event) })),
    );
    const entities = entitiesOf(touches, await this.places.of(touches));
    const accounts = await this.readableAmong(entities.map(({ accountId }) => accountId));
    const attempts = new Map(calls.map(({ message }) => [message.id, message.attempt]));
    const ofOrganization = changes.some(({ isOfOrganization }) => isOfOrganization);
    await Promise.all([
      inParallel(entities, async (entity) => {
        const account = accounts.get(entity.accountId);
        // Resources of accounts that are not read here are left alone.
        if (account === undefined) return;
        const attempt = Math.max(...entity.messageIds.map((id) => attempts.get(id) ?? 1));
        const again = await this.reading.read(entity, { partition: account.partition, attempt, signal });
        if (again !== null) for (const id of entity.messageIds) fates.set(id, Math.min(again, fates.get(id) ?? again));
      }),
      ofOrganization ? this.organization.readAgain(signal) : undefined,
    ]);
    return fates;
  }

  private async readableAmong(accountIds: readonly string[]): Promise<ReadonlyMap<string, StoredAccount>> {
    const accounts = await inParallel([...new Set(accountIds)], (accountId) => this.accounts.find(accountId));
    return new Map(
      accounts.flatMap((account): [string, StoredAccount][] =>
        account !== null && isReadable(account) ? [[account.accountId, account]] : [],
      ),
    );
  }
}
