import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import type { RefreshOutcome } from '../account/account.repository.js';
import type { Collector } from '../collectors/collector.js';
import { Collectors } from '../collectors/collectors.js';
import { ResourceIntake } from '../resource/resource-intake.js';
import type { RefreshRun } from './refresh-ledger.js';
import type { RefreshTally } from './refresh-tally.js';

/** Lets every collector bring an account's resources, and stores what differs. */
@Injectable()
export class AccountReading {
  constructor(
    private readonly collectors: Collectors,
    private readonly intake: ResourceIntake,
    private readonly clock: Clock,
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
    const own = await this.intake.stored.knownOf(accountId, collector.resourceTypes);
    const seen = new Set<string>();
    const moment = { readAt: this.clock.now() };
    for await (const page of collector.collect(run)) {
      for (const { arn } of page) seen.add(arn);
      tally.count(page);
      tally.changed += (await this.intake.takePage(accountId, page, own, moment)).length;
    }
    const gone = [...own.keys()].filter((arn) => !seen.has(arn));
    tally.changed += await this.intake.ledger.delete(accountId, gone, moment);
  }
}
