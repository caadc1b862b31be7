import { randomUUID } from 'node:crypto';

import type {
  CreateFunctionRequest,
  FunctionConfiguration,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';

import type { FunctionCode, LambdaFunction } from './lambda-state.js';

/** `2026-11-22T10:15:00.000+0000`: Lambda writes this one date as text. */
export function lastModified(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}

/** What a function has that its maker does not say (Lambda API reference, CreateFunction). */
function defaultsFor(name: string): FunctionConfiguration {
  return {
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
}

/** The configuration of a new function, defaults filled in as Lambda does. */
export function newConfiguration(
  input: CreateFunctionRequest,
  code: FunctionCode,
  facts: { readonly arn: string; readonly now: Date },
): FunctionConfiguration {
  const name = facts.arn.split(':').at(-1) ?? '';
  const { PackageType, Architectures } = input;
  return {
    ...defaultsFor(name),
    ...settingsOf(input),
    ...given({ PackageType, Architectures }),
    FunctionName: name,
    FunctionArn: facts.arn,
    CodeSize: code.size,
    CodeSha256: code.sha256,
    LastModified: lastModified(facts.now),
    RevisionId: randomUUID(),
  };
}

type Settings = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

/** The members that a call sets and an answer repeats as they are; those that are absent stay as they were. */
export function settingsOf(input: Settings): Partial<FunctionConfiguration> {
  return given({
    Role: input.Role,
    Runtime: input.Runtime,
    Handler: input.Handler,
    Description: input.Description,
    Timeout: input.Timeout,
    MemorySize: input.MemorySize,
    Environment: input.Environment?.Variables === undefined ? undefined : { Variables: input.Environment.Variables },
    KMSKeyArn: input.KMSKeyArn,
    DeadLetterConfig: input.DeadLetterConfig,
    TracingConfig: input.TracingConfig,
    EphemeralStorage: input.EphemeralStorage,
    LoggingConfig: input.LoggingConfig,
    VpcConfig: input.VpcConfig,
    Layers: input.Layers?.map((Arn) => ({ Arn, CodeSize: 0 })),
  });
}

function given(members: FunctionConfiguration): FunctionConfiguration {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** What a call that makes a function is answered: at that moment Lambda is still making it. */
export function asPending(configuration: FunctionConfiguration): FunctionConfiguration {
  const reason = { StateReason: 'The function is being created.', StateReasonCode: 'Creating' as const };
  return { ...configuration, State: 'Pending', ...reason, LastUpdateStatus: undefined };
}

/** What a call that changes a function is answered. */
export function asUpdating(configuration: FunctionConfiguration): FunctionConfiguration {
  return {
    ...configuration,
    LastUpdateStatus: 'InProgress',
  };
}

/** The configuration of a version, its ARN ending in the qualifier that the caller gave. */
export function qualified(configuration: FunctionConfiguration, arn: string): FunctionConfiguration {
  return { ...configuration, FunctionArn: arn };
}

/** An empty function around its first version. */
export function newFunction(
  place: Pick<LambdaFunction, 'accountId' | 'region' | 'name' | 'arn' | 'createdAt'>,
  configuration: FunctionConfiguration,
  code: FunctionCode,
): LambdaFunction {
  return {
    ...place,
    versions: new Map([['$LATEST', { configuration, code }]]),
    lastVersion: 0,
    aliases: new Map(),
    policies: new Map(),
    urls: new Map(),
    tags: new Map(),
    reservedConcurrency: undefined,
  };
}
