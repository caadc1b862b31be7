import type { CollectedResource } from '@gatehouse/plugin-sdk';
import { plainResource, type ObservedResource } from '../../resource/observed-resource.js';
import { placeOfArn } from '../arn.rules.js';
import type { CollectorFacts, Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';
import { typeOfArn } from '../type-of-arn.rules.js';

/**
 * Whether a plugin may speak of a resource: one of its own types, of the account that was asked for, and nothing that
 * its ARN shows to be of another type.
 */
export function isItsOwn(
  { arn, resourceType }: Pick<CollectedResource, 'arn' | 'resourceType'>,
  resourceTypes: readonly string[],
  accountId: string,
): boolean {
  const owner = placeOfArn(arn).accountId;
  const shown = typeOfArn(arn);
  return (
    resourceTypes.includes(resourceType) &&
    (owner === '' || owner === accountId) &&
    (shown === null || shown === resourceType)
  );
}

/** A plugin's resource in the shape of every resource; its policy is judged here, as all others are. */
export function observePlugged(resource: CollectedResource, { accountId, region }: Place): ObservedResource {
  const { arn, resourceType, name, policy, tags, settings } = resource;
  const own = policy === undefined ? {} : ownPolicy(policy);
  return plainResource({
    arn,
    accountId,
    resourceType,
    name,
    region: resource.region ?? region,
    tags: tags ?? {},
    // Through JSON, so that what is compared is what is stored.
    settings: JSON.parse(JSON.stringify(settings ?? {})) as Record<string, unknown>,
    ...own,
  });
}

/** What two collectors both lay claim to, in words; null when nothing. */
export function clashAmong(collectors: readonly CollectorFacts[]): string | null {
  const ids = twice(collectors.map(({ id }) => id));
  if (ids !== undefined) return `two collectors are called ${ids}; one of them has to go.`;
  const types = twice(
    collectors.flatMap(({ resourceTypes }) => (resourceTypes === 'everything-else' ? [] : resourceTypes)),
  );
  return types === undefined ? null : `two collectors bring ${types}; one of them has to go.`;
}

function twice(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
