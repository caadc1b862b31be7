import type { Plot } from './ground.js';
import type { Random } from './random.rules.js';

interface ServiceActions {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Resources, with `NAME` where a name stands, `ACCOUNT` and `REGION`. */
  readonly resources: readonly string[];
}

const SERVICES: Readonly<Record<string, ServiceActions>> = {
  s3: {
    read: ['GetObject', 'GetObjectTagging', 'ListBucket', 'GetBucketLocation'],
    write: ['PutObject', 'DeleteObject', 'AbortMultipartUpload', 'PutObjectTagging'],
    resources: ['arn:aws:s3:::NAME', 'arn:aws:s3:::NAME/*'],
  },
  sqs: {
    read: ['ReceiveMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ChangeMessageVisibility'],
    write: ['SendMessage', 'DeleteMessage', 'PurgeQueue'],
    resources: ['arn:aws:sqs:REGION:ACCOUNT:NAME'],
  },
  sns: {
    read: ['GetTopicAttributes', 'ListSubscriptionsByTopic'],
    write: ['Publish', 'Subscribe', 'Unsubscribe'],
    resources: ['arn:aws:sns:REGION:ACCOUNT:NAME'],
  },
  dynamodb: {
    read: ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'DescribeTable'],
    write: ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
    resources: ['arn:aws:dynamodb:REGION:ACCOUNT:table/NAME', 'arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/index/*'],
  },
  kms: {
    read: ['Decrypt', 'DescribeKey'],
    write: ['Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
    resources: ['arn:aws:kms:REGION:ACCOUNT:key/*'],
  },
  secretsmanager: {
    read: ['GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds'],
    write: ['PutSecretValue', 'UpdateSecretVersionStage', 'RotateSecret'],
    resources: ['arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-*'],
  },
  ssm: {
    read: ['GetParameter', 'GetParameters', 'GetParametersByPath'],
    write: ['PutParameter', 'DeleteParameter', 'AddTagsToResource'],
    resources: ['arn:aws:ssm:REGION:ACCOUNT:parameter/NAME/*'],
  },
  lambda: {
    read: ['GetFunction', 'GetFunctionConfiguration', 'ListVersionsByFunction'],
    write: ['InvokeFunction', 'UpdateFunctionCode', 'PublishVersion'],
    resources: ['arn:aws:lambda:REGION:ACCOUNT:function:NAME', 'arn:aws:lambda:REGION:ACCOUNT:function:NAME:*'],
  },
  kinesis: {
    read: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListShards'],
    write: ['PutRecord', 'PutRecords'],
    resources: ['arn:aws:kinesis:REGION:ACCOUNT:stream/NAME'],
  },
  glue: {
    read: ['GetTable', 'GetPartitions', 'GetDatabase', 'GetDatabases'],
    write: ['CreatePartition', 'BatchCreatePartition', 'UpdateTable', 'StartJobRun'],
    resources: ['arn:aws:glue:REGION:ACCOUNT:catalog', 'arn:aws:glue:REGION:ACCOUNT:table/NAME/*'],
  },
  states: {
    read: ['DescribeExecution', 'ListExecutions', 'GetExecutionHistory'],
    write: ['StartExecution', 'StopExecution'],
    resources: ['arn:aws:states:REGION:ACCOUNT:stateMachine:NAME'],
  },
  ecr: {
    read: ['BatchGetImage', 'GetDownloadUrlForLayer', 'BatchCheckLayerAvailability'],
    write: ['PutImage', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'],
    resources: ['arn:aws:ecr:REGION:ACCOUNT:repository/NAME'],
  },
};

const WHOLE: readonly string[] = [
  '{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}',
  '{"Sid":"Tracing","Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords"],"Resource":"*"}',
  '{"Sid":"Network","Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DeleteNetworkInterface"],"Resource":"*"}',
  '{"Sid":"Figures","Effect":"Allow","Action":"cloudwatch:PutMetricData","Resource":"*","Condition":{"StringEquals":{"cloudwatch:namespace":"Applications"}}}',
];

const NAMES = ['orders', 'events', 'exports', 'shared', 'reports'] as const;
const REGIONS = ['us-east-1', 'eu-west-1', '*'] as const;

/** How many different documents of each kind there are. */
export const INLINE_DOCUMENTS = 320;
export const SERVICE_TRUSTS = 24;

const names = Object.keys(SERVICES);

/**
 * The text of the n-th permissions document. Organizations copy their documents from a few templates: what differs is
 * the service, what it may do, the name it is for, and the account in ARNs.
 */
export function inlineDocument(index: number, accountId: string, partition: string): string {
  const service = names[index % names.length] ?? 's3';
  const variant = Math.floor(index / names.length);
  const statements = [statementOf(service, variant)];
  if (variant % 2 === 0) statements.push(WHOLE[index % WHOLE.length] ?? '');
  if (variant % 5 === 4) statements.push(statementOf('kms', 2));
  const text = `{"Version":"2012-10-17","Statement":[${statements.join(',')}]}`.replaceAll('ACCOUNT', accountId);
  return partition === 'aws' ? text : text.replaceAll('arn:aws:', `arn:${partition}:`);
}

function statementOf(service: string, variant: number): string {
  const { read, write, resources } = SERVICES[service] ?? { read: [], write: [], resources: [] };
  const level = variant % 3;
  const every = variant % 12 === 2;
  const actions = level === 0 ? read : [...read, ...write];
  const name = `${pick(NAMES, variant)}-${variant % 2 === 0 ? '*' : service}`;
  const region = pick(REGIONS, variant);
  return JSON.stringify({
    Sid: `${service.charAt(0).toUpperCase()}${service.slice(1)}${level === 0 ? 'Read' : 'Work'}`,
    Effect: 'Allow',
    Action: every ? `${service}:*` : actions.map((action) => `${service}:${action}`),
    Resource: resources.map((resource) => resource.replace('NAME', name).replace('REGION', region)),
    ...(variant % 7 === 3 ? SAME_ENVIRONMENT : {}),
  });
}

const SAME_ENVIRONMENT = {
  Condition: { StringEquals: { 'aws:ResourceTag/environment': '${aws:PrincipalTag/environment}' } },
};

function pick(list: readonly [string, ...string[]], index: number): string {
  return list[index % list.length] ?? list[0];
}

const TRUSTED_SERVICES = [
  'lambda',
  'ecs-tasks',
  'ec2',
  'glue',
  'states',
  'events',
  'codebuild',
  'scheduler',
  'firehose',
  'sagemaker',
  'apigateway',
  'batch',
] as const;

/** The n-th trust policy for one of AWS's services, with or without the guard against confused deputies. */
export function serviceTrust(index: number, accountId: string): string {
  const service = TRUSTED_SERVICES[index % TRUSTED_SERVICES.length] ?? 'lambda';
  const guarded = index >= TRUSTED_SERVICES.length;
  return trust({
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sts:AssumeRole',
    ...(guarded ? { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } } : {}),
  });
}

/** A trust policy for everybody whom another account lets. */
export function accountTrust(otherAccountId: string, externalId: string | undefined, partition: string): string {
  return trust({
    Principal: { AWS: `arn:${partition}:iam::${otherAccountId}:root` },
    Action: 'sts:AssumeRole',
    ...(externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  });
}

/** A trust policy for the jobs of the system's repository. */
export function pipelineTrust({ accountId, system, ground: { partition } }: Plot): string {
  const issuer = 'token.actions.githubusercontent.com';
  return trust({
    Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${issuer}:sub`]: `repo:example/${system}:*` },
    },
  });
}

function trust(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

/** Picks documents as organizations do: few are used by many, many by few. */
export function pickDocument(random: Random): number {
  const first = random.below(INLINE_DOCUMENTS);
  return Math.floor((first * random.below(1000)) / 1000);
}
