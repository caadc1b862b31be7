import { randomUUID } from 'node:crypto';

import {
  type AliasConfiguration,
  CreateAlias$,
  type CreateAliasRequest,
  DeleteAlias$,
  type DeleteAliasRequest,
  GetAlias$,
  type GetAliasRequest,
  ListAliases$,
  type ListAliasesRequest,
  type ListAliasesResponse,
  UpdateAlias$,
  type UpdateAliasRequest,
} from '@aws-sdk/client-lambda';

import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { refuseMaxItems } from './function-pages.js';
import {
  conflict,
  functionNotFound,
  functionOf,
  invalidValue,
  notFound,
  onFunction,
  refuseOtherRevision,
  targetOf,
} from './lambda-access.js';
import type { LambdaFunction } from './lambda-state.js';

const MAX_PAGE = 50;

interface NamesAlias {
  readonly FunctionName?: string | undefined;
  readonly Name?: string | undefined;
}

/** An alias is asked for under the function's own ARN: the alias is no resource of these actions. */
function asking(action: string) {
  return (input: NamesAlias, call: Call) => {
    refuseAliasName(input.Name);
    return [onFunction(call, { FunctionName: input.FunctionName }, { action })];
  };
}

function refuseAliasName(name: string | undefined): void {
  const broken = violations(
    { name },
    { name: { minLength: 1, maxLength: 128, pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)' } },
  );
  if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
}

export const createAlias = operation<CreateAliasRequest, AliasConfiguration>({
  schema: CreateAlias$,
  access: asking('lambda:CreateAlias'),
  handle: (input, call) => {
    const found = functionOf(call, { FunctionName: input.FunctionName });
    const { Name = '', FunctionVersion = '', Description = '', RoutingConfig } = input;
    const arn = `${found.arn}:${Name}`;
    if (found.aliases.has(Name)) throw conflict(`Alias already exists: ${arn}`);
    const routing = RoutingConfig === undefined ? {} : { RoutingConfig };
    const alias = { AliasArn: arn, Name, FunctionVersion, Description, ...routing, RevisionId: randomUUID() };
    return keep(found, alias);
  },
});

function keep(found: LambdaFunction, alias: AliasConfiguration): AliasConfiguration {
  const { Name = '', FunctionVersion = '', RoutingConfig } = alias;
  const weights = RoutingConfig?.AdditionalVersionWeights ?? {};
  for (const version of [FunctionVersion, ...Object.keys(weights)]) {
    if (!found.versions.has(version)) throw functionNotFound(`${found.arn}:${version}`);
  }
  if (Object.values(weights).some((weight) => weight < 0 || weight > 1)) {
    throw invalidValue('The weight of a version must be between 0.0 and 1.0.');
  }
  found.aliases.set(Name, alias);
  return alias;
}

export const getAlias = operation<GetAliasRequest, AliasConfiguration>({
  schema: GetAlias$,
  access: asking('lambda:GetAlias'),
  handle: (input, call) => aliasOf(functionOf(call, { FunctionName: input.FunctionName }), input),
});

function aliasOf({ aliases, arn }: LambdaFunction, { Name = '' }: NamesAlias): AliasConfiguration {
  const alias = aliases.get(Name);
  if (alias === undefined) throw notFound(`Cannot find alias arn: ${arn}:${Name}`);
  return alias;
}

export const updateAlias = operation<UpdateAliasRequest, AliasConfiguration>({
  schema: UpdateAlias$,
  access: asking('lambda:UpdateAlias'),
  handle: (input, call) => {
    const found = functionOf(call, { FunctionName: input.FunctionName });
    const alias = aliasOf(found, input);
    refuseOtherRevision(input.RevisionId, alias.RevisionId);
    const { FunctionVersion, Description, RoutingConfig } = input;
    return keep(found, {
      ...alias,
      ...(FunctionVersion === undefined ? {} : { FunctionVersion }),
      ...(Description === undefined ? {} : { Description }),
      ...(RoutingConfig === undefined ? {} : { RoutingConfig }),
      RevisionId: randomUUID(),
    });
  },
});

/** Deleting what is not there is no error. */
export const deleteAlias = operation<DeleteAliasRequest, object>({
  schema: DeleteAlias$,
  access: asking('lambda:DeleteAlias'),
  handle: (input, call) => {
    const { found, arn } = targetOf(call, { FunctionName: input.FunctionName });
    if (found === undefined) throw functionNotFound(arn);
    const name = input.Name ?? '';
    found.aliases.delete(name);
    found.policies.delete(name);
    found.urls.delete(name);
    return {};
  },
});

export const listAliases = operation<ListAliasesRequest, ListAliasesResponse>({
  schema: ListAliases$,
  access: (input, call) => [onFunction(call, { FunctionName: input.FunctionName }, { action: 'lambda:ListAliases' })],
  handle: (input, call) => {
    refuseMaxItems(input.MaxItems);
    const { aliases } = functionOf(call, { FunctionName: input.FunctionName });
    const wanted = [...aliases.values()].filter(
      ({ FunctionVersion }) => input.FunctionVersion === undefined || input.FunctionVersion === FunctionVersion,
    );
    const { items, next } = cutPage(wanted, {
      keyOf: ({ Name = '' }) => Name,
      limit: Math.min(input.MaxItems ?? MAX_PAGE, MAX_PAGE),
      token: input.Marker,
      badToken: () => invalidValue('Invalid value for Marker.'),
    });
    return { Aliases: [...items], ...(next === undefined ? {} : { NextMarker: next }) };
  },
});
