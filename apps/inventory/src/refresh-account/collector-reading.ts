import { setMaxListeners } from 'node:events';
import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import type { Collector, CollectorTarget } from '../collectors/collector.js';
import { Collectors } from '../collectors/collectors.js';
import { isAllOld, type KnownResource } from '../resource/news.rules.js';
import type { ObservedResource } from '../resource/observed-resource.js';
import { keepable } from '../resource/bounded-resource.rules.js';
import { ownCopy } from '../resource/own-copy.js';
import { ResourceIntake } from '../resource/resource-intake.js';
import { eachAtOnce } from './each-at-once.js';
import type { CollectorOutcome, RefreshFailure } from './refresh-outcome.rules.js';
import type { RefreshTally } from './refresh-tally.js';
import { Turns } from './turns.js';

/** Time that a collector may take in one account, so that one that hangs ends before its account's time does. */
const COLLECTOR_LIMIT_MS = 210_000;

/**
 * Pages that a sweep compares and stores at once: as many as Postgres is any faster with, so that connections are left
 * for what people ask and events tell.
 */
const STORED_AT_ONCE = 8;

/** Every call under way listens to it. */
function limited(signal: AbortSignal): AbortSignal {
  const both = AbortSignal.any([signal, AbortSignal.timeout(COLLECTOR_LIMIT_MS)]);
  setMaxListeners(0, both);
  return both;
}

type Target = Omit<CollectorTarget, 'skipRegion'>;

/** Lets one collector bring its part of an account, and stores what differs. */
@Injectable()
export class CollectorReading {
  readonly #store = new Turns(STORED_AT_ONCE);

  constructor(
    private readonly collectors: Collectors,
    private readonly intake: ResourceIntake,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** What a failing collector brought until then is stored, and nothing of it counts as gone. */
  async read(collector: Collector, target: Target, tally: RefreshTally): Promise<CollectorOutcome> {
    const skipped = new Set<string>();
    const seen = new Set<string>();
    const began = this.clock.now().getTime();
    const outcome = () => ({
      collectorId: collector.id,
      resourceCount: seen.size,
      skippedRegions: [...skipped].sort(),
      durationSeconds: Math.max(0, this.clock.now().getTime() - began) / 1_000,
    });
    try {
      const own = await this.#store.take(() => this.knownTo(collector, target.accountId));
      const moment = { readAt: this.clock.now() };
      const signal = limited(target.signal);
      const skipRegion = (region: string) => void skipped.add(region);
      const lookAt = (page: readonly ObservedResource[]) => {
        const { kept, nameless } = keepable(page);
        if (nameless > 0) this.noteNameless(target.accountId, collector.id, nameless);
        for (const { arn } of kept) seen.add(ownCopy(arn));
        tally.count(kept);
        return this.intake.lookAt(target.accountId, kept, own);
      };
      // Only what has to be stored is kept while it waits for its turn; a page without news takes none.
      for await (const page of eachAtOnce(collector.collect({ ...target, signal, skipRegion }), lookAt)) {
        if (isAllOld(page)) continue;
        const changes = await this.#store.take(() => this.intake.take(page, moment));
        tally.changed += changes.length;
      }
      const gone = [...own].filter(([arn, { region }]) => !seen.has(arn) && !skipped.has(region)).map(([arn]) => arn);
      tally.changed += await this.#store.take(() => this.intake.ledger.delete(target.accountId, gone, moment));
      return { ...outcome(), failure: null };
    } catch (error) {
      return { ...outcome(), failure: this.failureOf(target.accountId, collector.id, error) };
    }
  }

  /** AWS's code and sentence, after it was logged. */
  failureOf(accountId: string, collectorId: string, error: unknown): RefreshFailure {
    const { code, message } = awsProblemOf(error);
    this.log.warn({ accountId, collector: collectorId, code, error }, 'A part of an account could not be read.');
    return { code, message };
  }

  private noteNameless(accountId: string, collector: string, count: number): void {
    this.log.warn({ accountId, collector, count }, 'AWS told of resources without an ARN, which are left out.');
  }

  private async knownTo(collector: Collector, accountId: string): Promise<ReadonlyMap<string, KnownResource>> {
    const { stored } = this.intake;
    return collector.resourceTypes === 'everything-else'
      ? stored.knownBesides(accountId, this.collectors.namedTypes)
      : stored.knownOf(accountId, collector.resourceTypes);
  }
}
