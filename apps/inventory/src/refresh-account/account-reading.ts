import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Logger } from '@gatehouse/telemetry';
import type { RefreshOutcome } from '../account/account.repository.js';
import type { Collector } from '../collectors/collector.js';
import { Collectors } from '../collectors/collectors.js';
import { ResourceLedger } from '../resource/resource-ledger.js';
import { hashResource } from '../resource/resource-parts.js';
import { ResourceRepository } from '../resource/resource.repository.js';
import type { RefreshRun } from './refresh-ledger.js';
import type { RefreshTally } from './refresh-tally.js';

/** Lets every collector bring an account's resources, and stores what differs. */
@Injectable()
export class AccountReading {
  constructor(
    private readonly collectors: Collectors,
    private readonly resources: ResourceRepository,
    private readonly ledger: ResourceLedger,
    private readonly log: Logger,
  ) {}

  /** Null when everything was read; else why not. What was read until then is stored, and nothing counts as gone. */
  async readAll(run: RefreshRun, tally: RefreshTally): Promise<RefreshOutcome['failure']> {
    try {
      for (const collector of this.collectors.all) await this.read(collector, run, tally);
      return null;
    } catch (error) {
      const { code, message } = awsProblemOf(error);
      this.log.warn({ accountId: run.accountId, code, error }, 'An account could not be read.');
      return { code, message };
    }
  }

  private async read(collector: Collector, run: RefreshRun, tally: RefreshTally): Promise<void> {
    const { accountId } = run;
    const own = await this.resources.knownOf(accountId, collector.resourceTypes);
    const seen = new Set<string>();
    for await (const page of collector.collect(run)) {
      for (const { arn } of page) seen.add(arn);
      tally.count(page);
      const foreign = page.filter((resource) => resource.accountId !== accountId).map(({ arn }) => arn);
      const known = new Map([...own, ...(await this.resources.knownAmong(foreign))]);
      tally.changed += await this.ledger.savePage(page.map(hashResource), known);
    }
    const gone = [...own.keys()].filter((arn) => !seen.has(arn));
    tally.changed += await this.ledger.delete(accountId, gone);
  }
}
