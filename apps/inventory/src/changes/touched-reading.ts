import { Injectable } from '@nestjs/common';
import { inParallel } from '../collectors/in-parallel.js';
import { ChangeReading } from './change-reading.js';
import { changesOfCall } from './changes-of-call.rules.js';
import { causeOf, entitiesOf, type ToldTouch } from './entities.rules.js';
import { KnownPlaces } from './known-places.js';
import { OrganizationChanges } from './organization-changes.js';
import { retaggedAccount } from './retagged-account.rules.js';
import { ReadableAccounts } from './readable-accounts.js';
import type { ToldCall } from './told-calls.js';

/** What becomes of a message: in how many seconds it is to come again, or null when it is done. */
export type Fate = number | null;

/** Reads again what calls touched, each resource once, and the organization when one of them changed it. */
@Injectable()
export class TouchedReading {
  constructor(
    private readonly accounts: ReadableAccounts,
    private readonly places: KnownPlaces,
    private readonly reading: ChangeReading,
    private readonly organization: OrganizationChanges,
  ) {}

  /** What becomes of each call's message, by its id. */
  async readAgain(calls: readonly ToldCall[], signal: AbortSignal): Promise<ReadonlyMap<string, Fate>> {
    const fates = new Map<string, Fate>(calls.map(({ message }) => [message.id, null]));
    const changes = calls.map((call) => ({
      ...call,
      ...changesOfCall({ ...call.event, partition: call.account.partition }),
    }));
    const touches = changes.flatMap(({ touched, message, event }) =>
      touched.map((touch): ToldTouch => ({ ...touch, messageId: message.id, cause: causeOf(event) })),
    );
    const entities = entitiesOf(touches, await this.places.of(touches));
    const accounts = await this.accounts.among(entities.map(({ accountId }) => accountId));
    const attempts = new Map(calls.map(({ message }) => [message.id, message.attempt]));
    const ofOrganization = changes.some(({ isOfOrganization }) => isOfOrganization);
    const retagged = calls.flatMap(({ event }) => retaggedAccount(event) ?? []);
    await Promise.all([
      inParallel(entities, async (entity) => {
        const account = accounts.get(entity.accountId);
        // Resources of accounts that are not read here are left alone.
        if (account === undefined) return;
        const attempt = Math.max(...entity.messageIds.map((id) => attempts.get(id) ?? 1));
        const again = await this.reading.read(entity, { partition: account.partition, attempt, signal });
        if (again !== null) for (const id of entity.messageIds) fates.set(id, Math.min(again, fates.get(id) ?? again));
      }),
      ofOrganization ? this.organization.readAgain(retagged, signal) : undefined,
    ]);
    return fates;
  }
}
