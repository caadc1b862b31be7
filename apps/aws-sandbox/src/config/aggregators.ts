import {
  type ConfigurationAggregator,
  DeleteConfigurationAggregator$,
  type DeleteConfigurationAggregatorRequest,
  DescribeConfigurationAggregators$,
  type DescribeConfigurationAggregatorsRequest,
  type DescribeConfigurationAggregatorsResponse,
  PutConfigurationAggregator$,
  type PutConfigurationAggregatorRequest,
  type PutConfigurationAggregatorResponse,
} from '@aws-sdk/client-config-service';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import { aggregatorNamed, keyOf, onAggregator } from './aggregator-access.js';
import { type Aggregator, type AggregatorSources, aggregatorArn, aggregatorsOf } from './config-state.js';
import { pageOf, pageSize } from './config-pages.rules.js';

const MOST_AGGREGATORS = 50;

export const describeConfigurationAggregators = operation<
  DescribeConfigurationAggregatorsRequest,
  DescribeConfigurationAggregatorsResponse
>({
  schema: DescribeConfigurationAggregators$,
  access: (_input, { caller }) => [
    { action: 'config:DescribeConfigurationAggregators', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    const names = input.ConfigurationAggregatorNames ?? [];
    const found = names.length > 0 ? names.map((name) => aggregatorNamed(call, name)) : aggregatorsHere(call);
    const size = pageSize(input.Limit, { standard: 100, most: 100 });
    const { items, next } = pageOf(sortedByName(found), ({ name }) => name, { token: input.NextToken, size });
    return { ConfigurationAggregators: items.map(shapeOf), ...(next === undefined ? {} : { NextToken: next }) };
  },
});

export const putConfigurationAggregator = operation<
  PutConfigurationAggregatorRequest,
  PutConfigurationAggregatorResponse
>({
  schema: PutConfigurationAggregator$,
  access: (input, call) => onAggregator('config:PutConfigurationAggregator', call, input.ConfigurationAggregatorName),
  handle: (input, call) => {
    const sources = sourcesOf(input);
    const key = keyOf(call, input.ConfigurationAggregatorName ?? '');
    const aggregator = aggregatorsOf(call.world).get(key) ?? newAggregator(input, call, sources);
    aggregator.sources = sources;
    aggregator.updatedAt = call.now;
    for (const { Key = '', Value = '' } of input.Tags ?? []) aggregator.tags.set(Key, Value);
    aggregatorsOf(call.world).set(key, aggregator);
    return { ConfigurationAggregator: shapeOf(aggregator) };
  },
});

export const deleteConfigurationAggregator = operation<DeleteConfigurationAggregatorRequest, object>({
  schema: DeleteConfigurationAggregator$,
  access: (input, call) =>
    onAggregator('config:DeleteConfigurationAggregator', call, input.ConfigurationAggregatorName),
  handle: (input, call) => {
    const { name } = aggregatorNamed(call, input.ConfigurationAggregatorName);
    aggregatorsOf(call.world).delete(keyOf(call, name));
    return {};
  },
});

function aggregatorsHere({ world, caller, region }: Call): readonly Aggregator[] {
  return [...aggregatorsOf(world).values()].filter(
    (each) => each.accountId === caller.accountId && each.region === region,
  );
}

function sortedByName(aggregators: readonly Aggregator[]): readonly Aggregator[] {
  return [...aggregators].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function newAggregator(input: PutConfigurationAggregatorRequest, call: Call, sources: AggregatorSources): Aggregator {
  if (aggregatorsHere(call).length >= MOST_AGGREGATORS) {
    throw new AwsError('LimitExceededException', 'You have reached the limit of aggregators in this Region.');
  }
  const { world, caller, region, now } = call;
  const { accountId } = caller;
  const name = input.ConfigurationAggregatorName ?? '';
  return {
    name,
    arn: aggregatorArn({ partition: partitionOf(world, accountId), region, accountId, name }),
    accountId,
    region,
    createdAt: now,
    updatedAt: now,
    sources,
    tags: new Map(),
  };
}

function sourcesOf(input: PutConfigurationAggregatorRequest): AggregatorSources {
  const { OrganizationAggregationSource: organization, AccountAggregationSources: lists = [] } = input;
  const [source] = organization === undefined ? lists : [organization];
  if (source === undefined || lists.length > (organization === undefined ? 1 : 0)) {
    throw invalid('Give either one AccountAggregationSources or OrganizationAggregationSource.');
  }
  const regions = regionsOf(source.AllAwsRegions, source.AwsRegions);
  if (organization !== undefined) return { kind: 'organization', roleArn: organization.RoleArn ?? '', regions };
  return { kind: 'accounts', accountIds: lists.flatMap(({ AccountIds }) => AccountIds ?? []), regions };
}

function regionsOf(all: boolean | undefined, regions: readonly string[] = []): readonly string[] | 'all' {
  if (all === true && regions.length === 0) return 'all';
  if (all !== true && regions.length > 0) return regions;
  throw invalid('Choose either AllAwsRegions or AwsRegions.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

function shapeOf({ name, arn, createdAt, updatedAt, sources }: Aggregator): ConfigurationAggregator {
  const { regions } = sources;
  const where = regions === 'all' ? { AllAwsRegions: true } : { AllAwsRegions: false, AwsRegions: [...regions] };
  return {
    ConfigurationAggregatorName: name,
    ConfigurationAggregatorArn: arn,
    CreationTime: createdAt,
    LastUpdatedTime: updatedAt,
    ...(sources.kind === 'organization'
      ? { OrganizationAggregationSource: { RoleArn: sources.roleArn, ...where } }
      : { AccountAggregationSources: [{ AccountIds: [...sources.accountIds], ...where }] }),
  };
}
