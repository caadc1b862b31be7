import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';
import { plainSettings } from '../settings.rules.js';

/** What Lambda tells of a function. */
export interface FunctionFacts {
  readonly configuration: FunctionConfiguration;
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A function in the shape of every resource. Its environment is left out: people keep secrets there. */
export function observeFunction(
  { accountId, region }: Place,
  { configuration, policy, tags, notes }: FunctionFacts,
): ObservedResource {
  return plainResource({
    arn: configuration.FunctionArn ?? '',
    accountId,
    resourceType: RESOURCE_TYPES.function,
    name: configuration.FunctionName ?? '',
    region,
    tags,
    settings: { ...settingsOf(configuration), ...notes },
    ...ownPolicy(policy),
  });
}

function settingsOf(configuration: FunctionConfiguration) {
  const { VpcConfig: vpc, Layers: layers = [], Architectures: architectures = [] } = configuration;
  return plainSettings({
    description: configuration.Description,
    role: configuration.Role,
    kmsKeyArn: configuration.KMSKeyArn,
    runtime: configuration.Runtime,
    handler: configuration.Handler,
    packageType: configuration.PackageType,
    codeSha256: configuration.CodeSha256,
    layers: layers.map(({ Arn }) => Arn),
    timeoutSeconds: configuration.Timeout,
    memoryMegabytes: configuration.MemorySize,
    architectures,
    vpcId: vpc?.VpcId,
    subnetIds: vpc?.SubnetIds,
    securityGroupIds: vpc?.SecurityGroupIds,
  });
}
