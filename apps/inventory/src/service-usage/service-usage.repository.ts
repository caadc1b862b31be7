import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AwsProblem } from '@gatehouse/aws';
import { Database } from '@gatehouse/persistence';
import { USAGE_SQL } from '../resource/resource.sql.js';
import { lastCallOf, type AccessReport } from './access-report.rules.js';
import { ASKED_SQL, DUE_SQL, FAILED_SQL, LISTS_SQL, NAMES_SQL, REPORTS_SQL } from './service-usage.sql.js';

/** A principal whose report is to be asked for, or to be fetched where it was asked for already. */
export interface DuePrincipal {
  readonly arn: string;
  readonly jobId: string | null;
  readonly askedAt: Date | null;
}

type Problem = Pick<AwsProblem, 'code' | 'message'>;

/** What IAM reported of principals, a row each. */
@Injectable()
export class ServiceUsageRepository {
  constructor(private readonly database: Database) {}

  /** Principals of an account that were asked for before a moment, or never; so many at most. */
  async due(accountId: string, before: Date, limit: number): Promise<readonly DuePrincipal[]> {
    return this.database.query<DuePrincipal & Record<string, unknown>>(DUE_SQL, [accountId, before, limit]);
  }

  /** Notes that IAM makes a report: whoever comes next fetches it. */
  async noteAsked(arn: string, jobId: string, now: Date): Promise<void> {
    await this.database.query(ASKED_SQL, [arn, now, jobId]);
  }

  /** Notes that there is no newer report; the one before stays. */
  async noteFailed(arn: string, { code, message }: Problem, now: Date): Promise<void> {
    await this.database.query(FAILED_SQL, [arn, now, code, message]);
  }

  /** Stores reports by ARN. They tell of a last use too, which counts where nothing later is known. */
  async save(reports: ReadonlyMap<string, AccessReport>): Promise<void> {
    if (reports.size === 0) return;
    const lists = new Map([...reports.values()].map(({ granted }) => [hashOf(granted), granted]));
    const names = new Map([...reports.values()].flatMap((report) => [...report.names]));
    const last = [...reports].flatMap(([arn, report]) => {
      const call = lastCallOf(report);
      return call === null ? [] : [{ arn, last_used_at: call.at, last_used_region: call.region }];
    });
    await this.database.transaction(async (tx) => {
      await tx.query(LISTS_SQL, [JSON.stringify([...lists].map(([hash, services]) => ({ hash, services })))]);
      await tx.query(NAMES_SQL, [JSON.stringify(Object.fromEntries(names))]);
      await tx.query(REPORTS_SQL, [JSON.stringify([...reports].map(([arn, report]) => rowOf(arn, report)))]);
      await tx.query(USAGE_SQL, [JSON.stringify(last)]);
    });
  }
}

function rowOf(arn: string, { granted, used, reportedAt }: AccessReport) {
  const calls = [...used].map(([service, { at, region }]) => [service, [at.toISOString(), region]] as const);
  return { arn, reported_at: reportedAt, granted: hashOf(granted), used: Object.fromEntries(calls) };
}

function hashOf(services: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(services)).digest('hex');
}
