import type { AccessRequest, PolicySet, PolicySource } from '@gatehouse/iam-policy';
import type { NaivePolicies, NaiveRequest } from './naive-evaluator.js';

type Document = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/data-science`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/data-science/ann`;
const VERSION = '2012-10-17';

const policy = (...statements: Document[]): Document => ({ Version: VERSION, Statement: statements });
const full = { Effect: 'Allow', Action: '*', Resource: '*' };

const identity = [
  policy(
    { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] },
    { Effect: 'Allow', Action: 'athena:*', Resource: `arn:aws:athena:*:${ACCOUNT}:workgroup/ds-*` },
    { Effect: 'Allow', Action: ['glue:GetTable', 'glue:GetPartitions'], Resource: '*' },
    { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::reports/audit/*' },
  ),
  policy(
    {
      Effect: 'Allow',
      Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
      Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:ds-*`,
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'ds' } },
    },
    { Effect: 'Allow', Action: 'logs:*', Resource: `arn:aws:logs:*:${ACCOUNT}:log-group:/ds/*` },
  ),
];
const boundary = policy(
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' },
  { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
);
const session = [policy({ Effect: 'Allow', Action: ['s3:*', 'sqs:*', 'athena:*', 'logs:*'], Resource: '*' })];
const bucket = policy(
  {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 's3:*',
    Resource: 'arn:aws:s3:::reports/*',
  },
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc1234567' } },
  },
);
const scps = [
  [policy(full)],
  [
    policy(full),
    policy(
      { Effect: 'Deny', Action: ['organizations:LeaveOrganization', 'account:*'], Resource: '*' },
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'route53:*', 'support:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
      },
    ),
  ],
  [policy(full)],
];
const rcps = [
  [
    policy({
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc1234567' },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  ],
];
const vpcEndpoint = policy({
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc1234567' } },
});

const sources = (documents: readonly Document[], name: string): PolicySource[] =>
  documents.map((document, index) => ({ id: `${name}-${String(index)}`, document }));
const levels = (documents: readonly (readonly Document[])[], name: string) =>
  documents.map((level, index) => ({
    id: `level-${String(index)}`,
    policies: sources(level, `${name}-${String(index)}`),
  }));

/** Every layer there is, as the engine takes them. */
export const policySources: PolicySet<PolicySource> = {
  identityPolicies: sources(identity, 'identity'),
  permissionsBoundary: { id: 'boundary', document: boundary },
  sessionPolicies: sources(session, 'session'),
  resourcePolicy: { id: 'bucket', document: bucket },
  scps: levels(scps, 'scp'),
  rcps: levels(rcps, 'rcp'),
  vpcEndpointPolicy: { id: 'endpoint', document: vpcEndpoint },
};

/** The same for the naive evaluator. */
export const naivePolicies: NaivePolicies = { identity, boundary, session, resource: bucket, scps, rcps, vpcEndpoint };

const context = {
  'aws:PrincipalOrgID': 'o-abc1234567',
  'aws:PrincipalArn': ROLE,
  'aws:SecureTransport': 'true',
  'aws:RequestedRegion': 'eu-west-1',
  'aws:PrincipalIsAWSService': 'false',
  'aws:SourceIp': '203.0.113.9',
  'aws:ResourceTag/team': 'ds',
};

const calls: readonly (readonly [action: string, resource: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::reports/2026/q1.csv'],
  ['s3:PutObject', 'arn:aws:s3:::reports/2026/q1.csv'],
  ['s3:ListBucket', 'arn:aws:s3:::reports'],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:ds-jobs`],
  ['athena:StartQueryExecution', `arn:aws:athena:eu-west-1:${ACCOUNT}:workgroup/ds-main`],
  ['s3:DeleteObject', 'arn:aws:s3:::reports/audit/2026.log'],
  ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/other`],
  ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ds/app:log-stream:s1`],
];

export const requests: readonly AccessRequest[] = calls.map(([action, resource]) => ({
  principal: { type: 'session', arn: SESSION, roleArn: ROLE },
  action,
  resource,
  context,
  resourceAccountId: ACCOUNT,
}));

export const naiveRequests: readonly NaiveRequest[] = calls.map(([action, resource]) => ({
  principal: SESSION,
  roleArn: ROLE,
  account: ACCOUNT,
  resourceAccount: ACCOUNT,
  action,
  resource,
  context,
}));
