import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { regionalDomain } from '../state/partition.rules.js';
import type { KeyGrant, KmsKey } from './kms-state.js';

/** What a key made without policy has (KMS Developer Guide, "Default key policy"). */
export function defaultKeyPolicy(world: World, accountId: string): string {
  const root = `arn:${partitionOf(world, accountId)}:iam::${accountId}:root`;
  return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "${root}"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
}

/** Keys that AWS manages can be used through their service by everybody in the account, and looked at. */
export function awsManagedKeyPolicy(
  world: World,
  { accountId, region, service }: { accountId: string; region: string; service: string },
): string {
  const root = `arn:${partitionOf(world, accountId)}:iam::${accountId}:root`;
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid: 'Allow access for all principals in the account that are authorized to use the service',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': `${service}.${regionalDomain(region)}` },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  });
}

/** Operations whose calls carry no encryption context: constraints do not touch them. */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set(['CreateGrant', 'DescribeKey', 'RetireGrant', 'GetPublicKey']);

/**
 * The key policy with what the key's grants give, as statements: a grant opens the key to its grantee as the policy does,
 * and no more (KMS Developer Guide, "Grants in AWS KMS").
 */
export function policyWithGrants({ policy, grants }: KmsKey): string {
  if (grants.size === 0) return policy;
  const { Statement: own, ...rest } = JSON.parse(policy) as { Statement: object | object[] };
  const statements = Array.isArray(own) ? (own as object[]) : [own];
  return JSON.stringify({ ...rest, Statement: [...statements, ...[...grants.values()].flatMap(statementsOf)] });
}

function statementsOf({ granteePrincipal, operations, constraints }: KeyGrant): object[] {
  const Principal = granteePrincipal.startsWith('arn:') ? { AWS: granteePrincipal } : { Service: granteePrincipal };
  const statement = (chosen: readonly string[], more: object): object[] =>
    chosen.length === 0
      ? []
      : [{ Effect: 'Allow', Principal, Action: chosen.map((name) => `kms:${name}`), Resource: '*', ...more }];
  if (constraints === undefined) return statement(operations, {});
  return [
    ...statement(
      operations.filter((name) => WITHOUT_CONTEXT.has(name)),
      {},
    ),
    ...statement(
      operations.filter((name) => !WITHOUT_CONTEXT.has(name)),
      { Condition: conditionOf(constraints) },
    ),
  ];
}

function conditionOf({ equals, subset }: NonNullable<KeyGrant['constraints']>): object {
  const pairs = Object.entries(equals ?? subset ?? {});
  const needed = Object.fromEntries(pairs.map(([key, value]) => [`kms:EncryptionContext:${key}`, value]));
  return {
    StringEquals: needed,
    ...(equals === undefined
      ? {}
      : { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': pairs.map(([key]) => key) } }),
  };
}
