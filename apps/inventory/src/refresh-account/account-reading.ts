import { Injectable } from '@nestjs/common';
import { AccountRepository, type StoredAccount } from '../account/account.repository.js';
import { Collectors } from '../collectors/collectors.js';
import { EnabledRegions, type RegionsOfAccount } from '../collectors/enabled-regions.js';
import { inParallel } from '../collectors/in-parallel.js';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { CollectorReading } from './collector-reading.js';
import type { RefreshRun } from './refresh-ledger.js';
import { allFailed, type CollectorOutcome } from './refresh-outcome.rules.js';
import type { RefreshTally } from './refresh-tally.js';

/** Collectors at work in an account at once: each keeps several calls under way. */
const COLLECTORS_AT_ONCE = 3;

/** Where a reading notes what it has come to. */
export interface ReadingNotes {
  readonly tally: RefreshTally;
  /** Called for each collector once it has ended. */
  readonly noteEnded: (outcome: CollectorOutcome) => Promise<void>;
}

/** Lets every collector bring its part of an account; one that fails or hangs keeps no other from its own. */
@Injectable()
export class AccountReading {
  constructor(
    private readonly collectors: Collectors,
    private readonly regions: EnabledRegions,
    private readonly reading: CollectorReading,
    private readonly accounts: AccountRepository,
  ) {}

  get collectorIds(): readonly string[] {
    return this.collectors.all.map(({ id }) => id);
  }

  /** The collector that brings principals. */
  get identitiesId(): string | undefined {
    return this.collectors.bringing(RESOURCE_TYPES.role)?.id;
  }

  /** How each collector fared, in their order. */
  async readAll(
    run: RefreshRun,
    account: StoredAccount,
    { tally, noteEnded }: ReadingNotes,
  ): Promise<readonly CollectorOutcome[]> {
    const { accountId, signal } = run;
    let regions: RegionsOfAccount;
    try {
      regions = await this.regions.of({ accountId, regions: account.wantedRegions }, signal);
    } catch (error) {
      return allFailed(this.collectorIds, this.reading.failureOf(accountId, 'every', error));
    }
    const { enabled, disabled } = regions;
    await this.accounts.saveRegions(accountId, enabled);
    const noteCanonicalId = (canonicalId: string) => this.accounts.saveCanonicalId(accountId, canonicalId);
    const place = { accountId, partition: account.partition, signal };
    const target = { ...place, regions: enabled, disabledRegions: disabled, noteCanonicalId };
    return inParallel(
      this.collectors.all,
      async (collector) => {
        const outcome = await this.reading.read(collector, target, tally);
        await noteEnded(outcome);
        return outcome;
      },
      COLLECTORS_AT_ONCE,
    );
  }
}
