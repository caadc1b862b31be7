import type { KeyMetadata } from '@aws-sdk/client-kms';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';
import { plainSettings } from '../settings.rules.js';

/** What KMS tells of a key; null where it refuses to. */
export interface KeyFacts {
  readonly arn: string;
  readonly metadata: KeyMetadata | null;
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly isRotated: boolean | null;
  /** Names of its aliases, `alias/` before each. */
  readonly aliases: readonly string[];
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A key in the shape of every resource, called by its first alias, or by its id. */
export function observeKey({ accountId, region }: Place, key: KeyFacts): ObservedResource {
  const aliases = [...key.aliases].sort();
  return plainResource({
    arn: key.arn,
    accountId,
    resourceType: RESOURCE_TYPES.key,
    name: aliases[0]?.slice('alias/'.length) ?? lastPartOf(key.arn),
    region,
    tags: key.tags,
    settings: { aliases, isRotated: key.isRotated, ...settingsOf(key.metadata), ...key.notes },
    ...ownPolicy(key.policy),
  });
}

function settingsOf(metadata: KeyMetadata | null) {
  if (metadata === null) return {};
  return plainSettings({
    createdAt: metadata.CreationDate,
    deletionAt: metadata.DeletionDate,
    description: metadata.Description,
    state: metadata.KeyState,
    usage: metadata.KeyUsage,
    spec: metadata.KeySpec,
    origin: metadata.Origin,
    manager: metadata.KeyManager,
    isMultiRegion: metadata.MultiRegion,
  });
}
