import type { World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { arnOf } from './key-arn.js';
import { type KmsKey, keyStore, keysOfAccount } from './kms-state.js';

function keyView(key: KmsKey): ResourceView {
  return {
    arn: key.arn,
    type: 'AWS::KMS::Key',
    id: key.id,
    name: key.id,
    accountId: key.accountId,
    region: key.region,
    createdAt: key.createdAt,
    tags: key.tags,
    configuration: () => ({
      keyId: key.id,
      arn: key.arn,
      awsaccountId: key.accountId,
      creationDate: key.createdAt.toISOString(),
      enabled: key.state === 'Enabled',
      description: key.description,
      keyUsage: key.usage,
      keyState: key.state,
      origin: key.origin,
      keyManager: key.manager,
      keySpec: key.spec,
      multiRegion: key.multiRegion !== undefined,
      keyRotationEnabled: key.rotationDays !== undefined,
    }),
  };
}

function* views(world: World, accountId: string): Iterable<ResourceView> {
  const regions = new Set<string>();
  for (const key of keysOfAccount(world, accountId)) {
    regions.add(key.region);
    yield keyView(key);
  }
  for (const region of regions) {
    for (const { name, targetKeyId, createdAt } of keyStore(world, { accountId, region }).aliases.values()) {
      const arn = arnOf(world, { accountId, region }, name);
      const configuration = () => ({ aliasName: name, targetKeyId });
      yield {
        arn,
        type: 'AWS::KMS::Alias',
        id: name,
        name,
        accountId,
        region,
        createdAt,
        tags: new Map(),
        configuration,
      };
    }
  }
}

/** Keys and aliases as Config and the Tagging API see them. */
export const kmsResources: ResourceSource = { types: ['AWS::KMS::Key', 'AWS::KMS::Alias'], list: views };
