import type { DescribeSecretResponse, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';
import { plainSettings } from '../settings.rules.js';
import { tagsOf } from '../tags.rules.js';

/** What Secrets Manager tells of a secret, never its value. */
export interface SecretFacts {
  readonly secret: SecretListEntry | DescribeSecretResponse;
  readonly policy: string | null;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A secret in the shape of every resource. When it was last rotated is left out: that is its use, not a change. */
export function observeSecret({ accountId, region }: Place, { secret, policy, notes }: SecretFacts): ObservedResource {
  const used = secret.LastAccessedDate;
  return plainResource({
    arn: secret.ARN ?? '',
    accountId,
    resourceType: RESOURCE_TYPES.secret,
    name: secret.Name ?? '',
    region,
    tags: tagsOf(secret.Tags),
    settings: { ...settingsOf(secret), ...notes },
    ...ownPolicy(policy),
    usage: used === undefined ? null : { lastUsedAt: used, region: null },
  });
}

function settingsOf(secret: SecretFacts['secret']) {
  return plainSettings({
    createdAt: secret.CreatedDate,
    deletionAt: secret.DeletedDate,
    description: secret.Description,
    kmsKeyId: secret.KmsKeyId,
    isRotated: secret.RotationEnabled,
    rotationFunction: secret.RotationLambdaARN,
    owningService: secret.OwningService,
  });
}
