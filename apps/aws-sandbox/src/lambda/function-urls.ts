import { createHash } from 'node:crypto';

import {
  CreateFunctionUrlConfig$,
  type CreateFunctionUrlConfigRequest,
  type CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfig$,
  type DeleteFunctionUrlConfigRequest,
  type FunctionUrlConfig,
  GetFunctionUrlConfig$,
  type GetFunctionUrlConfigRequest,
  type GetFunctionUrlConfigResponse,
  ListFunctionUrlConfigs$,
  type ListFunctionUrlConfigsRequest,
  type ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfig$,
  type UpdateFunctionUrlConfigRequest,
  type UpdateFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';

import type { ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  type NamesFunction,
  conflict,
  functionOf,
  invalidValue,
  notFound,
  onFunction,
  policyKey,
  targetOf,
} from './lambda-access.js';
import type { LambdaFunction } from './lambda-state.js';

const MAX_PAGE = 50;

interface UrlInput extends NamesFunction {
  readonly AuthType?: string | undefined;
  readonly InvokeMode?: string | undefined;
}

function asking(action: string) {
  return (input: UrlInput, call: Call) => {
    const broken = violations(
      { AuthType: input.AuthType, InvokeMode: input.InvokeMode },
      { AuthType: { oneOf: ['NONE', 'AWS_IAM'] }, InvokeMode: { oneOf: ['BUFFERED', 'RESPONSE_STREAM'] } },
    );
    if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
    return [onFunction(call, input, { action, context: authContext(call, input) })];
  };
}

/** `lambda:FunctionUrlAuthType` is what the call asks for, or else what is there. */
function authContext(call: Call, input: UrlInput): Readonly<Record<string, ContextValue>> {
  const { found, reference } = targetOf(call, input);
  const type = input.AuthType ?? found?.urls.get(policyKey(reference.qualifier))?.AuthType;
  return type === undefined ? {} : { 'lambda:FunctionUrlAuthType': type };
}

export const createFunctionUrlConfig = operation<CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse>({
  schema: CreateFunctionUrlConfig$,
  access: asking('lambda:CreateFunctionUrlConfig'),
  handle: (input, call) => {
    const { found, key } = placeOf(call, input);
    if (found.urls.has(key)) {
      throw conflict(
        `Failed to create function url config for [functionArn = ${arnOf(found, key)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }
    const at = call.now.toISOString();
    const config: FunctionUrlConfig & { AuthType: NonNullable<FunctionUrlConfig['AuthType']> } = {
      FunctionUrl: `https://${urlId(found, key)}.lambda-url.${found.region}.on.aws/`,
      FunctionArn: arnOf(found, key),
      AuthType: input.AuthType ?? 'AWS_IAM',
      ...(input.Cors === undefined ? {} : { Cors: input.Cors }),
      CreationTime: at,
      LastModifiedTime: at,
      InvokeMode: input.InvokeMode ?? 'BUFFERED',
    };
    found.urls.set(key, config);
    return config;
  },
});

interface UrlPlace {
  readonly found: LambdaFunction;
  readonly key: string;
}

/** URLs are on functions and aliases, never on numbered versions. */
function placeOf(call: Call, input: NamesFunction): UrlPlace {
  const found = functionOf(call, input);
  const key = policyKey(targetOf(call, input).reference.qualifier);
  if (key === '' || found.aliases.has(key)) return { found, key };
  throw invalidValue('Function URLs are supported on the function and its aliases, not on versions.');
}

function arnOf({ arn }: LambdaFunction, key: string): string {
  return key === '' ? arn : `${arn}:${key}`;
}

function urlId(found: LambdaFunction, key: string): string {
  const digest = createHash('sha256')
    .update(`${arnOf(found, key)}/${found.createdAt.toISOString()}`)
    .digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, 32);
}

function urlOf(call: Call, input: NamesFunction): UrlPlace & { readonly config: FunctionUrlConfig } {
  const place = placeOf(call, input);
  const config = place.found.urls.get(place.key);
  if (config === undefined) throw notFound('The resource you requested does not exist.');
  return { ...place, config };
}

export const getFunctionUrlConfig = operation<GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse>({
  schema: GetFunctionUrlConfig$,
  access: asking('lambda:GetFunctionUrlConfig'),
  handle: (input, call) => urlOf(call, input).config as GetFunctionUrlConfigResponse,
});

export const updateFunctionUrlConfig = operation<UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse>({
  schema: UpdateFunctionUrlConfig$,
  access: asking('lambda:UpdateFunctionUrlConfig'),
  handle: (input, call) => {
    const { found, key, config } = urlOf(call, input);
    const changed: FunctionUrlConfig = {
      ...config,
      ...(input.AuthType === undefined ? {} : { AuthType: input.AuthType }),
      ...(input.Cors === undefined ? {} : { Cors: input.Cors }),
      ...(input.InvokeMode === undefined ? {} : { InvokeMode: input.InvokeMode }),
      LastModifiedTime: call.now.toISOString(),
    };
    found.urls.set(key, changed);
    return changed as UpdateFunctionUrlConfigResponse;
  },
});

export const deleteFunctionUrlConfig = operation<DeleteFunctionUrlConfigRequest, object>({
  schema: DeleteFunctionUrlConfig$,
  access: asking('lambda:DeleteFunctionUrlConfig'),
  handle: (input, call) => {
    const { found, key } = urlOf(call, input);
    found.urls.delete(key);
    return {};
  },
});

export const listFunctionUrlConfigs = operation<ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse>({
  schema: ListFunctionUrlConfigs$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:ListFunctionUrlConfigs' })],
  handle: (input, call) => {
    const broken = violations({ MaxItems: input.MaxItems }, { MaxItems: { min: 1, max: MAX_PAGE } });
    if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
    const { items, next } = cutPage(functionOf(call, input).urls.values(), {
      keyOf: ({ FunctionArn = '' }) => FunctionArn,
      limit: input.MaxItems ?? MAX_PAGE,
      token: input.Marker,
      badToken: () => invalidValue('Invalid value for Marker.'),
    });
    return { FunctionUrlConfigs: [...items], ...(next === undefined ? {} : { NextMarker: next }) };
  },
});
