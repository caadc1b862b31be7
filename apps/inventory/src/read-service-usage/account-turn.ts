import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import type { AccessReport } from '../service-usage/access-report.rules.js';
import { AccessReports } from '../service-usage/access-reports.js';
import { ServiceUsageRepository, type DuePrincipal } from '../service-usage/service-usage.repository.js';
import { dueBefore, isFetchable, TURN_SIZE } from '../service-usage/turn.rules.js';

/** Pauses between looks at reports that IAM is making, in milliseconds. What takes longer waits for the next turn. */
export class ReportPauses {
  constructor(readonly milliseconds: readonly number[] = [2_000, 5_000, 10_000, 20_000]) {}
}

interface Asked {
  readonly arn: string;
  readonly jobId: string;
}

const LOST = { code: 'ReportLost', message: 'IAM could not make the report, or lost it.' };

/** One account's turn: asks IAM for the reports of some principals, and fetches them when they are made. */
@Injectable()
export class AccountTurn {
  constructor(
    private readonly reports: AccessReports,
    private readonly stored: ServiceUsageRepository,
    private readonly clock: Clock,
    private readonly pauses: ReportPauses,
  ) {}

  /** How many principals were due. Rejects with the AWS SDK's error; what was asked for until then is known. */
  async take(accountId: string, signal: AbortSignal): Promise<number> {
    const due = await this.stored.due(accountId, dueBefore(this.clock.now()), TURN_SIZE);
    const asked: Asked[] = [];
    for (const principal of due) {
      const jobId = await this.askedFor(accountId, principal, signal);
      if (jobId !== null) asked.push({ arn: principal.arn, jobId });
    }
    await this.fetchAll(accountId, asked, signal);
    return due.length;
  }

  /** Null when there can be no report of it, which is noted. */
  private async askedFor(accountId: string, principal: DuePrincipal, signal: AbortSignal): Promise<string | null> {
    const { arn, jobId, askedAt } = principal;
    const now = this.clock.now();
    if (jobId !== null && askedAt !== null && isFetchable(askedAt, now)) return jobId;
    try {
      const made = await this.reports.ask(accountId, arn, signal);
      await this.stored.noteAsked(arn, made, now);
      return made;
    } catch (error) {
      signal.throwIfAborted();
      const problem = awsProblemOf(error);
      if (problem.kind !== 'rejected') throw error;
      await this.stored.noteFailed(arn, problem, now);
      return null;
    }
  }

  private async fetchAll(accountId: string, asked: readonly Asked[], signal: AbortSignal): Promise<void> {
    let left = asked;
    for (const milliseconds of [0, ...this.pauses.milliseconds]) {
      if (left.length === 0) return;
      await pause(milliseconds, undefined, { signal });
      left = await this.fetchMade(accountId, left, signal);
    }
  }

  /** Stores those that are made, and returns those that are not. */
  private async fetchMade(accountId: string, asked: readonly Asked[], signal: AbortSignal): Promise<readonly Asked[]> {
    const made = new Map<string, AccessReport>();
    const left: Asked[] = [];
    try {
      for (const each of asked) {
        const report = await this.reports.fetch(accountId, each.jobId, signal);
        if (report === 'being-made') left.push(each);
        else if (report === 'lost') await this.stored.noteFailed(each.arn, LOST, this.clock.now());
        else made.set(each.arn, report);
      }
    } finally {
      await this.stored.save(made);
    }
    return left;
  }
}
