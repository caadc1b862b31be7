import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readCursor, refuse, whoCan, writeCursor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { NO, YES, type WhoCanQuestion } from '@gatehouse/iam-policy';
import { Clock } from '@gatehouse/service-host';
import { AccessFollower } from '../access/access-follower.js';
import { AskedResources, type AskedResource } from '../access/asked-resource.js';
import { HolderNamesQuery, type HolderNames } from '../access/holder-names.js';
import { holdersInSight } from '../access/holders-in-sight.rules.js';
import {
  explanationOf,
  judgeHolder,
  questionOf,
  reasonsOf,
  type HolderReasons,
  type LettingIn,
} from '../access/holder.rules.js';
import type { Sight } from '../visibility/sight.js';

/** A page ends early rather than keep somebody waiting: its cursor goes on. */
const PAGE_LIMIT_MS = 4_000;
const MAX_KEYS = 100;

const CursorKey = z.tuple([z.string()]);

interface Holder {
  readonly arn: string;
  readonly isConditional: boolean;
  readonly reasons: HolderReasons;
}

interface PageWanted {
  readonly after: string;
  readonly limit: number;
  readonly sight: Sight;
}

interface Page {
  readonly holders: readonly Holder[];
  /** Behind whom to go on; undefined at the end. */
  readonly next: string | undefined;
}

/** Who can do something, in the order of their ARNs: the same for every replica. */
@Injectable()
export class WhoCanQuery {
  constructor(
    private readonly follower: AccessFollower,
    private readonly resources: AskedResources,
    private readonly names: HolderNamesQuery,
    private readonly clock: Clock,
  ) {}

  async execute(
    { action, resourceArn, limit, cursor }: RequestOf<typeof whoCan>,
    sight: Sight,
  ): Promise<ReplyOf<typeof whoCan>> {
    const { asOf } = this.follower;
    if (asOf === null) {
      throw refuse(whoCan, 'INDEX_NOT_READY', 'Who can do what is being worked out. Ask again in a few seconds.');
    }
    const scope = { action: action.toLowerCase(), resourceArn };
    const [after] = cursor === undefined ? [''] : (readCursor(scope, CursorKey, cursor) ?? [undefined]);
    if (after === undefined) {
      throw refuse(whoCan, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const asked = await this.resources.find(action, resourceArn, sight);
    const { holders, next } = await this.page(asked, { after, limit, sight });
    const names = await this.names.of(holders.map(({ arn }) => arn));
    return {
      items: holders.flatMap((holder) => rowOf(holder, names.get(holder.arn))),
      ...(next !== undefined && { nextCursor: writeCursor(scope, [next]) }),
      asOf: asOf.toISOString(),
      isPublic: asked.isPublic,
      unknownGrantees: [...asked.unknownGrantees],
      isLimited: sight.accounts !== null,
    };
  }

  private async page({ question, letsIn }: AskedResource, { after, limit, sight }: PageWanted): Promise<Page> {
    const { index } = this.follower.picture;
    const until = this.clock.now().getTime() + PAGE_LIMIT_MS;
    const holders: Holder[] = [];
    let last = after;
    for (const found of holdersInSight((from) => index.holders(question, from), after, sight)) {
      if (found === undefined) {
        await letOthersRun();
        continue;
      }
      if (holders.length === limit || this.clock.now().getTime() > until) return { holders, next: last };
      last = found.arn;
      const holder = this.judge(found.arn, question, letsIn);
      if (holder !== null) holders.push(holder);
    }
    return { holders, next: undefined };
  }

  /** The index knows nobody by name: conditions on who asks are settled here. */
  private judge(arn: string, question: WhoCanQuestion, letsIn: LettingIn): Holder | null {
    const { index, guardrails } = this.follower.picture;
    const policies = index.policiesOf(arn);
    if (policies === undefined) return null;
    const accountId = arn.split(':')[4] ?? '';
    const principal = { arn, accountId, organizationId: guardrails.placeOf(accountId)?.organizationId };
    const asked = questionOf(principal, question);
    const verdict = judgeHolder(principal, policies, asked);
    return verdict === NO
      ? null
      : { arn, isConditional: verdict !== YES, reasons: reasonsOf(arn, policies, asked, letsIn) };
  }
}

function rowOf(
  { arn, isConditional, reasons }: Holder,
  names: HolderNames | undefined,
): ReplyOf<typeof whoCan>['items'] {
  if (names === undefined) return [];
  return [
    {
      principalArn: arn,
      accountId: names.accountId,
      accountName: names.accountName,
      verdict: isConditional ? 'conditional' : 'allowed',
      conditionKeys: isConditional ? reasons.conditionKeys.slice(0, MAX_KEYS) : [],
      explanation: explanationOf(reasons, isConditional, (id) => names.policies.get(id) ?? id),
    },
  ];
}
