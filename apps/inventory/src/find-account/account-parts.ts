import { Injectable } from '@nestjs/common';
import type { findAccount, ReplyOf } from '@gatehouse/contracts';
import { FreshnessJudge } from '../account/freshness-judge.js';
import { Collectors } from '../collectors/collectors.js';
import { GuardrailRows } from '../organization/guardrail-rows.js';
import { CollectorRefreshes } from '../refresh-account/collector-refreshes.js';

/** The parts that the picture of an account consists of, and how fresh each is. */
@Injectable()
export class AccountParts {
  constructor(
    readonly guardrails: GuardrailRows,
    private readonly collectors: Collectors,
    private readonly refreshes: CollectorRefreshes,
    private readonly judge: FreshnessJudge,
  ) {}

  /** In the order in which they read. */
  async collectorsOf(accountId: string, now: Date): Promise<ReplyOf<typeof findAccount>['collectors']> {
    const records = new Map((await this.refreshes.of(accountId)).map((record) => [record.collectorId, record]));
    return this.collectors.all.map(({ id, summary }) => ({
      collectorId: id,
      summary,
      freshness: this.judge.judge(records.get(id) ?? null, now),
    }));
  }
}
