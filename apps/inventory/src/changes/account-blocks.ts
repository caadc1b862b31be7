import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { inParallel } from '../collectors/in-parallel.js';
import { BlockedBuckets } from './blocked-buckets.js';
import { changesOfCall } from './changes-of-call.rules.js';
import { causeOf } from './entities.rules.js';
import { readAgainAfterProblem } from './problem.rules.js';
import { readAgainIn } from './settled.rules.js';
import type { ToldCall } from './told-calls.js';
import type { Fate } from './touched-reading.js';

/**
 * Follows what accounts block for all of their buckets: together with the policy and the list of each it decides whether
 * that is public.
 */
@Injectable()
export class AccountBlocks {
  constructor(
    private readonly buckets: BlockedBuckets,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** What becomes of the messages of calls that changed a block, by their ids. */
  async readAgain(calls: readonly ToldCall[], signal: AbortSignal): Promise<ReadonlyMap<string, Fate>> {
    const told = calls.filter(
      ({ event, account }) => changesOfCall({ ...event, partition: account.partition }).isOfAccountBlock,
    );
    const latest = new Map(told.map((call) => [call.account.accountId, call]));
    const fates = await inParallel([...latest.values()], async (call): Promise<[string, Fate]> => [
      call.account.accountId,
      await this.follow(call, signal),
    ]);
    const byAccount = new Map(fates);
    return new Map(told.map(({ message, account }) => [message.id, byAccount.get(account.accountId) ?? null]));
  }

  private async follow({ account, event, message: { attempt } }: ToldCall, signal: AbortSignal): Promise<Fate> {
    const { accountId, partition } = account;
    const ageSeconds = Math.max(0, (this.clock.now().getTime() - event.eventTime.getTime()) / 1_000);
    try {
      await this.buckets.readAgain({ accountId, partition, signal }, causeOf(event));
    } catch (error) {
      const { kind, code } = awsProblemOf(error);
      const again = readAgainAfterProblem(kind, attempt);
      this.log.warn({ accountId, code, again, error }, 'What an account blocks for its buckets was not followed.');
      return again;
    }
    return readAgainIn({ effect: 'changed', isThere: true, wasOvertaken: false, ageSeconds, attempt });
  }
}
