import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { denialObserved } from '@gatehouse/contracts';
import { Database, Outbox } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { EntityManager } from 'typeorm';
import { storable } from '../resource/storable.rules.js';
import { DenialRepository } from './denial.repository.js';
import type { ObservedDenial } from './observed-denial.js';
import { tally, type DenialTally } from './tally.rules.js';
import { dayOf, windowStartsAt } from './window.rules.js';

/** Counts denied calls, each once, and tells of kinds that are new. */
@Injectable()
export class DenialIntake {
  constructor(
    private readonly database: Database,
    private readonly denials: DenialRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Calls from before the window are passed over. `alongside` is written in the same transaction. */
  async take(observed: readonly ObservedDenial[], alongside?: (tx: EntityManager) => Promise<void>): Promise<void> {
    const since = windowStartsAt(this.clock.now());
    // Rows and events alike: Postgres takes neither with characters that it cannot store.
    const recent = storable(observed).filter(({ at }) => at >= since);
    if (recent.length === 0 && alongside === undefined) return;
    await this.database.transaction(async (tx) => {
      if (recent.length > 0) await this.count(tx, recent, since);
      await alongside?.(tx);
    });
  }

  private async count(tx: EntityManager, observed: readonly ObservedDenial[], since: Date): Promise<void> {
    const keyOf = ({ source, sightingId }: ObservedDenial) => `${source} ${sightingId}`;
    const bySighting = new Map(observed.map((denial) => [keyOf(denial), denial]));
    const sightings = [...bySighting].map(([id, { at }]) => ({ id, day: dayOf(at) }));
    const fresh = await this.denials.markCounted(tx, sightings);
    const tallies = tally(
      [...bySighting].flatMap(([id, denial]) => (fresh.has(id) ? [denial] : [])),
      idOf,
    );
    if (tallies.length === 0) return;
    const news = await this.denials.add(tx, tallies, since);
    for (const each of tallies) if (news.has(each.denialId)) await this.outbox.record(tx, denialObserved, newsOf(each));
  }
}

function newsOf({ denialId, latest, accountId, firstAt, days }: DenialTally) {
  const { principalArn, action, resourceArn, errorCode, errorMessage, source, sessionName, region, at } = latest;
  const count = [...days.values()].reduce((sum, each) => sum + each, 0);
  const seen = { firstSeenAt: firstAt.toISOString(), lastSeenAt: at.toISOString() };
  const what = { principalArn, accountId, action, resourceArn, errorCode, errorMessage, source, sessionName, region };
  return { denialId, ...what, count, ...seen };
}

/** 128 bits of the words' digest: two kinds never share an id. */
function idOf(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}
