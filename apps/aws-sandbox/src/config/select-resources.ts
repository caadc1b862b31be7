import {
  SelectAggregateResourceConfig$,
  type SelectAggregateResourceConfigRequest,
  type SelectAggregateResourceConfigResponse,
  SelectResourceConfig$,
  type SelectResourceConfigRequest,
  type SelectResourceConfigResponse,
} from '@aws-sdk/client-config-service';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { accountsSeen, aggregatorNamed, onAggregator } from './aggregator-access.js';
import { pageSize, readToken, writeToken } from './config-pages.rules.js';
import { parseQuery } from './parse-query.rules.js';
import { isAggregate } from './query.js';
import { type QueryGround, type QueryPlace, runQuery } from './run-query.js';

const EXPRESSION = { Expression: { minLength: 1, maxLength: 4096 } } as const;
/** "If you do not specify MaxResults or Limit" (Config API reference, SelectResourceConfig). */
const LISTED = 25;
const AGGREGATED = 500;
const MOST = 100;

export const selectResourceConfig = operation<SelectResourceConfigRequest, SelectResourceConfigResponse>({
  schema: SelectResourceConfig$,
  access: (input, { caller }) => {
    refuseViolations({ Expression: input.Expression }, EXPRESSION, 'ValidationException');
    return [{ action: 'config:SelectResourceConfig', resource: '*', resourceAccountId: caller.accountId }];
  },
  handle: (input, call) => select(input, call, { accountIds: [call.caller.accountId], regions: [call.region] }),
});

export const selectAggregateResourceConfig = operation<
  SelectAggregateResourceConfigRequest,
  SelectAggregateResourceConfigResponse
>({
  schema: SelectAggregateResourceConfig$,
  access: (input, call) => {
    refuseViolations({ Expression: input.Expression }, EXPRESSION, 'ValidationException');
    return onAggregator('config:SelectAggregateResourceConfig', call, input.ConfigurationAggregatorName);
  },
  handle: (input, call) => {
    const aggregator = aggregatorNamed(call, input.ConfigurationAggregatorName);
    const Limit = input.Limit ?? input.MaxResults;
    const { regions } = aggregator.sources;
    return select({ ...input, Limit }, call, { accountIds: accountsSeen(call.world, aggregator), regions });
  },
});

type Scope = Pick<QueryGround, 'accountIds' | 'regions'>;

async function select(
  { Expression = '', Limit, NextToken }: SelectResourceConfigRequest,
  call: Call,
  scope: Scope,
): Promise<SelectResourceConfigResponse> {
  const query = parseQuery(Expression);
  const size = pageSize(Limit, { standard: isAggregate(query) ? AGGREGATED : LISTED, most: MOST });
  const from = readToken(NextToken, isPlace) ?? { account: 0, hits: 0 };
  const ground = { world: call.world, sources: await call.resourceSources(), ...scope };
  const { rows, next } = await runQuery(query, ground, from, size);
  return {
    Results: rows.map((row) => JSON.stringify(row)),
    QueryInfo: { SelectFields: query.select.map(({ label }) => ({ Name: label })) },
    ...(next === undefined ? {} : { NextToken: writeToken(next) }),
  };
}

function isPlace(value: object): value is QueryPlace {
  return 'account' in value && Number.isInteger(value.account) && 'hits' in value && Number.isInteger(value.hits);
}
