import fc from 'fast-check';
import type { AccessRequest, PolicySet, PolicySource } from '../index.js';

/** Small alphabets: random policies and random requests must meet often. */
const ACCOUNTS = ['111122223333', '444455556666'] as const;
const [HOME, OTHER] = ACCOUNTS;

const actions = fc.constantFrom(
  's3:GetObject',
  's3:PutObject',
  's3:Get*',
  's3:*',
  '*',
  'S3:?etObject',
  'sqs:*',
  'kms:Decrypt',
  'sts:*',
);
const resources = fc.constantFrom(
  '*',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::reports/q1.csv',
  'arn:aws:s3:::${aws:username}/*',
  'arn:aws:s3:*',
  `arn:aws:sqs:*:${HOME}:o*`,
  `arn:aws:sqs:eu-west-1:*:orders`,
  `arn:aws:kms:*:*:key/k1`,
  `arn:aws:iam::*:role/deploy`,
);
const principals = fc.constantFrom<unknown>(
  '*',
  { AWS: '*' },
  { AWS: HOME },
  { AWS: `arn:aws:iam::${OTHER}:root` },
  { AWS: `arn:aws:iam::${HOME}:user/ann` },
  { AWS: [`arn:aws:iam::${HOME}:role/app`, `arn:aws:iam::${OTHER}:user/bob`] },
  { AWS: `arn:aws:sts::${HOME}:assumed-role/app/i-1` },
  { Service: 'logs.amazonaws.com' },
  { Federated: 'accounts.google.com' },
);
const notPrincipals = fc.constantFrom<unknown>(
  { AWS: [`arn:aws:iam::${HOME}:user/ann`, HOME] },
  { AWS: [`arn:aws:iam::${HOME}:role/app`, `arn:aws:sts::${HOME}:assumed-role/app/i-1`, HOME] },
  { Service: 'logs.amazonaws.com' },
);
const conditions = fc.constantFrom<object>(
  { StringEquals: { 'aws:username': 'ann' } },
  { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  { StringLikeIfExists: { 'aws:username': 'a*' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Null: { 'aws:username': 'false' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] } },
  { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['t*'] } },
  { StringEquals: { 'aws:TagKeys': 'team' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
);

const oneOrMore = (texts: fc.Arbitrary<string>) =>
  fc.oneof(texts, fc.uniqueArray(texts, { minLength: 1, maxLength: 3 }));

interface StatementOptions {
  readonly principal: boolean;
  readonly resource: boolean;
}

/** A statement that AWS takes, of either effect. */
export function statements(options: StatementOptions, effects: fc.Arbitrary<string>): fc.Arbitrary<object> {
  const action = fc.oneof(fc.record({ Action: oneOrMore(actions) }), fc.record({ NotAction: oneOrMore(actions) }));
  const resource = fc.oneof(
    fc.record({ Resource: oneOrMore(resources) }),
    fc.record({ NotResource: oneOrMore(resources) }),
  );
  const principal = fc.oneof(
    { weight: 6, arbitrary: fc.record({ Principal: principals }) },
    { weight: 1, arbitrary: fc.record({ NotPrincipal: notPrincipals }) },
  );
  const parts = [
    fc.record({ Effect: effects }),
    action,
    ...(options.resource ? [resource] : []),
    ...(options.principal ? [principal] : []),
    fc.oneof(fc.constant({}), fc.record({ Condition: conditions })),
  ];
  return fc.tuple(...parts).map((members) => Object.assign({}, ...members) as object);
}

const anyEffect = fc.constantFrom('Allow', 'Allow', 'Deny');

/** A document as AWS stores it. */
export function documents(
  options: StatementOptions,
  effects = anyEffect,
): fc.Arbitrary<{ Version: string; Statement: object[] }> {
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statements(options, effects), { minLength: 1, maxLength: 3 }),
  });
}

export const IDENTITY: StatementOptions = { principal: false, resource: true };
export const RESOURCE: StatementOptions = { principal: true, resource: true };
export const TRUST: StatementOptions = { principal: true, resource: false };

/** Sources of one kind. The name tells the layer, a number the policy. */
export function sources(name: string, options: StatementOptions, effects = anyEffect): fc.Arbitrary<PolicySource> {
  return fc
    .tuple(fc.nat(99), documents(options, effects))
    .map(([number, document]) => ({ id: `${name}-${String(number)}`, document }));
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const levels = (name: string, options: StatementOptions) =>
  fc
    .array(fc.array(sources(name, options), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((list) => list.map((policies, index) => ({ id: `level-${String(index)}`, policies })));

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** Any mix of policies. */
export const policySets: fc.Arbitrary<PolicySet<PolicySource>> = fc
  .record<Loose<PolicySet<PolicySource>>>({
    identityPolicies: maybe(fc.array(sources('identity', IDENTITY), { maxLength: 3 })),
    groupPolicies: maybe(fc.array(sources('group', IDENTITY), { maxLength: 1 })),
    permissionsBoundary: maybe(sources('boundary', IDENTITY)),
    sessionPolicies: maybe(fc.array(sources('session', IDENTITY), { maxLength: 2 })),
    resourcePolicy: maybe(sources('resource', RESOURCE)),
    trustPolicy: maybe(sources('trust', TRUST)),
    scps: maybe(levels('scp', IDENTITY)),
    rcps: maybe(levels('rcp', RESOURCE)),
    vpcEndpointPolicy: maybe(sources('endpoint', RESOURCE)),
    managementAccountId: maybe(fc.constantFrom(...ACCOUNTS)),
  })
  .map((set) => Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)));

const contexts = fc.record(
  {
    'aws:username': fc.constantFrom('ann', 'bob', 'reports', '*'),
    'aws:PrincipalOrgID': fc.constantFrom('o-1', 'o-2'),
    'aws:SecureTransport': fc.constantFrom('true', 'false', 'True'),
    'aws:SourceIp': fc.constantFrom('203.0.113.9', '2001:db8::1', 'nowhere'),
    'aws:TagKeys': fc.subarray(['team', 'cost', 'x']),
    'aws:MultiFactorAuthAge': fc.constantFrom('60', '7200', 'old'),
  },
  { requiredKeys: [] },
);

/** Any request of anybody. */
export const requests: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(
    `arn:aws:iam::${HOME}:user/ann`,
    `arn:aws:iam::${OTHER}:user/bob`,
    `arn:aws:sts::${HOME}:assumed-role/app/i-1`,
    `arn:aws:iam::${HOME}:root`,
    `arn:aws:sts::${HOME}:federated-user/ann`,
    'logs.amazonaws.com',
    'accounts.google.com',
    'anonymous',
  ),
  action: fc.constantFrom(
    's3:GetObject',
    's3:PutObject',
    'sqs:SendMessage',
    'kms:Decrypt',
    'sts:AssumeRole',
    'sts:GetCallerIdentity',
  ),
  resource: fc.constantFrom(
    'arn:aws:s3:::reports/q1.csv',
    'arn:aws:s3:::ann/x',
    `arn:aws:sqs:eu-west-1:${HOME}:orders`,
    `arn:aws:kms:eu-west-1:${HOME}:key/k1`,
    `arn:aws:iam::${HOME}:role/deploy`,
    '*',
  ),
  context: contexts,
});

/** How often each law is tried: 200 times, or as FAST_CHECK_RUNS says. */
export const runs = { numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 200) };
