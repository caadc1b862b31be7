import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { type Aggregator, aggregatorsOf } from './config-state.js';

const NAME = { ConfigurationAggregatorName: { minLength: 1, maxLength: 256, pattern: '[\\w\\-]+' } } as const;

type Place = Pick<Call, 'world' | 'caller' | 'region'>;

/** The question for an action on an aggregator, which need not be there: the permission is asked first. */
export function onAggregator(action: string, call: Place, name: string | undefined): readonly AccessQuestion[] {
  refuseViolations({ ConfigurationAggregatorName: name }, NAME, 'ValidationException');
  const { world, caller, region } = call;
  const known = aggregatorsOf(world).get(keyOf(call, name ?? ''));
  const partition = partitionOf(world, caller.accountId);
  const resource = known?.arn ?? `arn:${partition}:config:${region}:${caller.accountId}:config-aggregator/*`;
  const tags = known === undefined ? {} : { resourceTags: known.tags };
  return [{ action, resource, resourceAccountId: caller.accountId, ...tags }];
}

export function aggregatorNamed(call: Place, name: string | undefined): Aggregator {
  const found = aggregatorsOf(call.world).get(keyOf(call, name ?? ''));
  if (found !== undefined) return found;
  throw new AwsError(
    'NoSuchConfigurationAggregatorException',
    `The configuration aggregator does not exist. Check the configuration aggregator name and try again.`,
  );
}

/** The key of an aggregator in the caller's account and region. */
export function keyOf({ caller, region }: Pick<Call, 'caller' | 'region'>, name: string): string {
  return `${caller.accountId}/${region}/${name}`;
}

/** The accounts whose resources an aggregator shows. */
export function accountsSeen(world: World, { accountId, sources }: Aggregator): readonly string[] {
  if (sources.kind === 'accounts') return sources.accountIds.filter((id) => world.accounts.has(id));
  const organizationId = world.accounts.get(accountId)?.organizationId;
  return [...world.accounts.values()]
    .filter((account) => account.organizationId === organizationId && account.status === 'ACTIVE')
    .map(({ id }) => id);
}
