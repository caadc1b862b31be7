import type { World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { secretsOfAccount } from './secret-state.js';

function* views(world: World, accountId: string): Iterable<ResourceView> {
  for (const secret of secretsOfAccount(world, accountId)) {
    const { arn, name, region, createdAt, tags } = secret;
    const configuration = () => ({
      Id: arn,
      Name: name,
      Description: secret.description ?? null,
      KmsKeyId: secret.kmsKeyId ?? null,
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    });
    yield {
      arn,
      type: 'AWS::SecretsManager::Secret',
      id: arn,
      name,
      accountId,
      region,
      createdAt,
      tags,
      configuration,
    };
  }
}

/** Secrets as Config and the Tagging API see them; their values never show. */
export const secretsResources: ResourceSource = { types: ['AWS::SecretsManager::Secret'], list: views };
