import { describe, expect, it } from '@jest/globals';

import { SMALL_ORGANIZATION } from '../fixture/small-organization.js';
import { buildWorld } from '../seed/build-world.js';
import { parseSeed } from '../seed/read-seed.js';
import type { Asker } from './caller.js';
import { type CallFacts, contextKeys, organizationPlace } from './context-keys.rules.js';

const now = new Date('2026-11-22T12:00:00Z');
const earlier = new Date('2026-11-22T11:59:00Z');
const world = buildWorld(parseSeed(SMALL_ORGANIZATION, 'test'), now);
const account = world.accounts.get('333333333333');
const [user, role] = [account?.users.get('robot'), account?.roles.get('engineer')];
if (user === undefined || role === undefined) throw new Error('the fixture has lost its user or role');

const place = { accountId: '333333333333' };
const token = { accessKeyId: 'ASIA', userArn: user.arn, userId: user.id, issuedAt: earlier, expiresAt: now };
const robot = { kind: 'user', ...place, arn: user.arn, userId: user.id, user, accessKeyId: 'AKIA' } as const;

const keysFor = (caller: Asker, resourceAccountId = '444444444444') => {
  const facts: CallFacts = {
    world,
    caller,
    region: 'eu-west-1',
    now,
    sourceIp: '127.0.0.1',
    userAgent: 'spec',
    referer: 'https://x',
  };
  return contextKeys(facts, { action: 's3:GetObject', resource: '*', resourceAccountId });
};

describe('the context of a call', () => {
  it('tells of a user with long-lived keys', () => {
    const keys = keysFor(robot);
    expect(keys).toMatchObject({
      'aws:PrincipalArn': user.arn,
      'aws:PrincipalType': 'User',
      'aws:PrincipalAccount': '333333333333',
      'aws:PrincipalOrgID': 'o-smallforspecs',
      'aws:userid': user.id,
      'aws:username': 'robot',
      'aws:PrincipalTag/kind': 'machine',
      'aws:ResourceAccount': '444444444444',
      'aws:ResourceOrgID': 'o-smallforspecs',
      'aws:RequestedRegion': 'eu-west-1',
      'aws:referer': 'https://x',
      'aws:EpochTime': 1_795_348_800,
    });
    for (const absent of ['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime']) {
      expect(keys).not.toHaveProperty([absent]);
    }
  });

  it('tells when temporary keys were made, and when a code was shown', () => {
    const session = { kind: 'user', ...token } as const;
    expect(keysFor({ ...robot, session })).toMatchObject({
      'aws:TokenIssueTime': earlier.toISOString(),
      'aws:MultiFactorAuthPresent': false,
    });
    expect(keysFor({ ...robot, session: { ...session, multiFactorAt: earlier } })).toMatchObject({
      'aws:MultiFactorAuthPresent': true,
      'aws:MultiFactorAuthAge': 60,
    });
  });

  it('tells of a federated user', () => {
    const session = {
      kind: 'federation',
      ...token,
      name: 'bob',
      tags: { KIND: 'person' },
      sessionPolicies: [],
    } as const;
    const arn = 'arn:aws:sts::333333333333:federated-user/bob';
    const keys = keysFor({ kind: 'federated-user', ...place, arn, userId: '333333333333:bob', user, session });
    expect(keys).toMatchObject({
      'aws:PrincipalArn': arn,
      'aws:PrincipalType': 'FederatedUser',
      'aws:userid': '333333333333:bob',
      'aws:PrincipalTag/KIND': 'person',
    });
    expect(keys).not.toHaveProperty(['aws:username']);
    expect(keys).not.toHaveProperty(['aws:PrincipalTag/kind']);
  });

  it('tells of a role session, and who vouched for it', () => {
    const session = {
      kind: 'role',
      accessKeyId: 'ASIA',
      roleArn: role.arn,
      roleId: role.id,
      sessionName: 'ada',
      issuedAt: earlier,
      expiresAt: now,
      chained: false,
      tags: {},
      transitiveTagKeys: [],
      sessionPolicies: [],
      sourceIdentity: 'ada',
      federation: { 'aws:FederatedProvider': 'accounts.google.com' },
    } as const;
    const arn = 'arn:aws:sts::333333333333:assumed-role/engineer/ada';
    expect(keysFor({ kind: 'role-session', ...place, arn, userId: `${role.id}:ada`, role, session })).toMatchObject({
      'aws:PrincipalArn': role.arn,
      'aws:PrincipalType': 'AssumedRole',
      'aws:SourceIdentity': 'ada',
      'aws:FederatedProvider': 'accounts.google.com',
      'aws:MultiFactorAuthPresent': false,
    });
  });

  it('tells of services and of nobody', () => {
    const service = keysFor({ kind: 'service', ...place, arn: 'sns.amazonaws.com' });
    expect(service).toMatchObject({
      'aws:PrincipalIsAWSService': true,
      'aws:PrincipalServiceNamesList': ['sns.amazonaws.com'],
    });
    expect(keysFor({ kind: 'anonymous' })).toMatchObject({ 'aws:PrincipalType': 'Anonymous' });
  });

  it("has paths of the organization that end with the account's own unit", () => {
    const found = organizationPlace(world, '333333333333');
    expect(found?.path).toMatch(/^o-smallforspecs\/r-\w+\/ou-\w+-\w+\/ou-\w+-\w+\/$/);
    expect(organizationPlace(world, '999999999999')).toBeUndefined();
  });
});
