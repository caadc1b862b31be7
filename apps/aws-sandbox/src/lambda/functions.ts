import {
  CreateFunction$,
  type CreateFunctionRequest,
  DeleteFunction$,
  type DeleteFunctionRequest,
  type DeleteFunctionResponse,
  type FunctionConfiguration,
  GetFunction$,
  GetFunctionConfiguration$,
  type GetFunctionConfigurationRequest,
  type GetFunctionRequest,
  type GetFunctionResponse,
  ListFunctions$,
  type ListFunctionsRequest,
  type ListFunctionsResponse,
} from '@aws-sdk/client-lambda';

import type { ContextValue } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { regionalDomain } from '../state/partition.rules.js';
import { readCode } from './function-code.js';
import { refuseConfiguration, refuseIncomplete } from './function-configuration.rules.js';
import { pageOf, versionsOf } from './function-pages.js';
import { passRole, refuseUnusableRole } from './function-role.js';
import { asPending, newConfiguration, newFunction, qualified } from './function-shape.js';
import {
  type NamesFunction,
  conflict,
  functionOf,
  invalidValue,
  onAllFunctions,
  onFunction,
  targetOf,
  versionBehind,
} from './lambda-access.js';
import {
  type FunctionVersion,
  LATEST,
  type LambdaFunction,
  addFunction,
  functionsIn,
  removeFunction,
} from './lambda-state.js';
import { mergedTags, tagContext } from './lambda-tags.rules.js';
import { publish } from './versions.js';

export const createFunction = operation<CreateFunctionRequest, FunctionConfiguration>({
  schema: CreateFunction$,
  access: (input, call) => {
    refuseConfiguration(input);
    const { arn } = targetOf(call, input);
    const context = { ...tagContext(input.Tags), ...vpcContext(input), ...layerContext(input) };
    const tagging =
      input.Tags === undefined ? [] : [onFunction(call, input, { action: 'lambda:TagResource', context })];
    return [
      onFunction(call, input, { action: 'lambda:CreateFunction', context }),
      ...passRole(call, input.Role, arn),
      ...tagging,
    ];
  },
  handle: (input, call) => {
    refuseIncomplete(input);
    const { arn, accountId, region, reference, found } = targetOf(call, input);
    if (accountId !== call.caller.accountId) throw invalidValue(`${arn} is not in the account of the caller.`);
    if (found !== undefined) throw conflict(`Function already exist: ${reference.name}`);
    refuseUnusableRole(call, input.Role ?? '', arn);
    const tags = mergedTags(new Map(), input.Tags ?? {});
    const code = readCode(call.world, input.Code ?? {});
    const configuration = newConfiguration(input, code, { arn, now: call.now });
    const made = newFunction(
      { accountId, region, name: reference.name, arn, createdAt: call.now },
      configuration,
      code,
    );
    for (const [key, value] of tags) made.tags.set(key, value);
    addFunction(call.world, made);
    return asPending(input.Publish === true ? publish(made, {}, call.now) : configuration);
  },
});

/** The condition keys of a function's network (Lambda Developer Guide, "Using IAM condition keys for VPC settings"). */
export function vpcContext({
  VpcConfig,
}: Pick<CreateFunctionRequest, 'VpcConfig'>): Readonly<Record<string, ContextValue>> {
  const { SubnetIds = [], SecurityGroupIds = [] } = VpcConfig ?? {};
  return {
    ...(SubnetIds.length === 0 ? {} : { 'lambda:SubnetIds': SubnetIds }),
    ...(SecurityGroupIds.length === 0 ? {} : { 'lambda:SecurityGroupIds': SecurityGroupIds }),
  };
}

export function layerContext({
  Layers,
}: Pick<CreateFunctionRequest, 'Layers'>): Readonly<Record<string, ContextValue>> {
  return Layers === undefined || Layers.length === 0 ? {} : { 'lambda:Layer': Layers };
}

export const getFunction = operation<GetFunctionRequest, GetFunctionResponse>({
  schema: GetFunction$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:GetFunction' })],
  handle: (input, call) => {
    const found = functionOf(call, input);
    const { code } = behind(found, call, input);
    const tags = Object.fromEntries(found.tags);
    return {
      Configuration: configurationFor(found, call, input),
      Code:
        code.imageUri === undefined
          ? {
              RepositoryType: 'S3',
              Location: `https://awslambda-${found.region}-tasks.s3.${regionalDomain(found.region)}/snapshots/${found.accountId}/${found.name}`,
            }
          : { RepositoryType: 'ECR', ImageUri: code.imageUri },
      ...(found.tags.size === 0 ? {} : { Tags: tags }),
      ...(found.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
    };
  },
});

export const getFunctionConfiguration = operation<GetFunctionConfigurationRequest, FunctionConfiguration>({
  schema: GetFunctionConfiguration$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:GetFunctionConfiguration' })],
  handle: (input, call) => configurationFor(functionOf(call, input), call, input),
});

function configurationFor(found: LambdaFunction, call: Call, input: NamesFunction): FunctionConfiguration {
  return qualified(behind(found, call, input).configuration, targetOf(call, input).qualifiedArn);
}

function behind(found: LambdaFunction, call: Call, input: NamesFunction): FunctionVersion {
  const version = found.versions.get(versionBehind(found, targetOf(call, input).reference.qualifier));
  if (version === undefined) throw new Error(`an alias of ${found.arn} points at a version that is not there`);
  return version;
}

export const listFunctions = operation<ListFunctionsRequest, ListFunctionsResponse>({
  schema: ListFunctions$,
  access: (_input, call) => [onAllFunctions(call, 'lambda:ListFunctions')],
  handle: (input, { world, caller, region }) => {
    const place = { accountId: caller.accountId, region };
    const all = [...functionsIn(world, place).values()];
    const versions = input.FunctionVersion === 'ALL' ? all.flatMap(versionsOf) : all.map(latestConfiguration);
    const { items, next } = pageOf(versions, input);
    return { Functions: [...items], ...(next === undefined ? {} : { NextMarker: next }) };
  },
});

function latestConfiguration({ versions, arn }: LambdaFunction): FunctionConfiguration {
  return { ...versions.get(LATEST)?.configuration, FunctionArn: arn };
}

export const deleteFunction = operation<DeleteFunctionRequest, DeleteFunctionResponse>({
  schema: DeleteFunction$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:DeleteFunction' })],
  handle: (input, call) => {
    const found = functionOf(call, input);
    const { qualifier } = targetOf(call, input).reference;
    if (qualifier === undefined) removeFunction(call.world, found);
    else deleteVersion(found, qualifier);
    return { StatusCode: 204 };
  },
});

function deleteVersion(found: LambdaFunction, version: string): void {
  if (version === LATEST) throw invalidValue('$LATEST version cannot be deleted without deleting the function.');
  if (!found.versions.has(version)) {
    throw invalidValue('Deletion of aliases is not currently supported. Use DeleteAlias for an alias.');
  }
  const aliases = [...found.aliases.values()].filter(({ FunctionVersion }) => FunctionVersion === version);
  if (aliases.length > 0) {
    const names = aliases.map(({ Name }) => Name ?? '').join(', ');
    throw conflict(`Unable to delete version because the following aliases reference it: [${names}]`);
  }
  found.versions.delete(version);
  found.policies.delete(version);
}
