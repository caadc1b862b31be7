import { type GetPublicAccessBlock$ } from '@aws-sdk/client-s3';

import type { OperationSchema } from '../protocol/schema.js';
import type { WireRequest } from '../protocol/wire.js';
import type { PublicAccessBlock } from './public-access-block.rules.js';

/** What the account-level calls of S3 Control take. */
export interface AccountBlockInput {
  readonly AccountId?: string;
  readonly PublicAccessBlockConfiguration?: Partial<PublicAccessBlock>;
}

export interface AccountBlockOutput {
  readonly PublicAccessBlockConfiguration: PublicAccessBlock;
}

const NAMESPACE = 'com.amazonaws.s3control';
const PATH = '/v20180820/configuration/publicAccessBlock';
const ACCOUNT = [0, { httpHeader: 'x-amz-account-id' }];

const CONFIGURATION = [
  3,
  NAMESPACE,
  'PublicAccessBlockConfiguration',
  0,
  ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'],
  [
    [2, { xmlName: 'BlockPublicAcls' }],
    [2, { xmlName: 'IgnorePublicAcls' }],
    [2, { xmlName: 'BlockPublicPolicy' }],
    [2, { xmlName: 'RestrictPublicBuckets' }],
  ],
];
const PAYLOAD = [() => CONFIGURATION, { httpPayload: 1, xmlName: 'PublicAccessBlockConfiguration' }];

interface Shape {
  readonly method: string;
  readonly status: number;
  readonly input: unknown;
  readonly output: unknown;
}

/** CloudTrail's names for these calls; S3 Control itself calls them like those of buckets. */
function schema(name: string, { method, status, input, output }: Shape): OperationSchema {
  const made: readonly unknown[] = [9, NAMESPACE, name, { http: [method, PATH, status] }, () => input, () => output];
  return made as unknown as typeof GetPublicAccessBlock$;
}

const justAccount = (name: string) => [3, NAMESPACE, `${name}Request`, 0, ['AccountId'], [ACCOUNT], 1];

export const GetAccountPublicAccessBlock$ = schema('GetAccountPublicAccessBlock', {
  method: 'GET',
  status: 200,
  input: justAccount('GetPublicAccessBlock'),
  output: [3, NAMESPACE, 'GetPublicAccessBlockOutput', 0, ['PublicAccessBlockConfiguration'], [PAYLOAD]],
});

export const PutAccountPublicAccessBlock$ = schema('PutAccountPublicAccessBlock', {
  method: 'PUT',
  status: 200,
  input: [
    3,
    NAMESPACE,
    'PutPublicAccessBlockRequest',
    0,
    ['PublicAccessBlockConfiguration', 'AccountId'],
    [PAYLOAD, ACCOUNT],
    2,
  ],
  output: 'unit',
});

export const DeleteAccountPublicAccessBlock$ = schema('DeleteAccountPublicAccessBlock', {
  method: 'DELETE',
  status: 204,
  input: justAccount('DeletePublicAccessBlock'),
  output: 'unit',
});

const BY_METHOD: Readonly<Record<string, OperationSchema>> = {
  GET: GetAccountPublicAccessBlock$,
  PUT: PutAccountPublicAccessBlock$,
  DELETE: DeleteAccountPublicAccessBlock$,
};

/** Whether a request is for S3 Control, whose paths begin with its version and whose calls name an account. */
export function isControl({ path, headers }: WireRequest): boolean {
  return path.startsWith('/v20180820/') && headers['x-amz-account-id'] !== undefined;
}

/** The S3 Control call a request is for; undefined when the sandbox does not have it. */
export function controlOperationOf({ method, path }: WireRequest): OperationSchema | undefined {
  return path === PATH ? BY_METHOD[method] : undefined;
}
