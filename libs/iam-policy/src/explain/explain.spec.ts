import { describe, expect, it } from '@jest/globals';
import {
  type AccessRequest,
  type PolicySet,
  type PolicySource,
  denialMessage,
  evaluate,
  explain,
  loadPolicySet,
} from '../index.js';

const ACCOUNT = '111122223333';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const request: AccessRequest = { principal: ANN, action: 's3:GetObject', resource: 'arn:aws:s3:::reports/q1.csv' };

const source = (id: string, ...statements: object[]): PolicySource => ({
  id,
  document: { Version: '2012-10-17', Statement: statements },
});
const allow = (members: object) => ({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...members });
const deny = (members: object) => ({ ...allow(members), Effect: 'Deny' });
const decide = (sources: PolicySet<PolicySource>, asked: AccessRequest = request) =>
  evaluate(asked, loadPolicySet(sources).policies);

describe('explain', () => {
  it('names the statement, policy and line that deny', () => {
    const explanation = explain(decide({ identityPolicies: [source('limits', allow({}), deny({ Sid: 'NoReads' }))] }));
    expect(explanation.summary).toBe(
      's3:GetObject on arn:aws:s3:::reports/q1.csv is denied by the identity policies: statement NoReads of limits (line 9).',
    );
    expect(explanation.changes).toMatchObject([
      { kind: 'remove-deny', layer: 'identity', statements: [{ sid: 'NoReads' }] },
    ]);
  });

  it('tells which condition kept the nearest Allow from applying', () => {
    const condition = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    const decision = decide(
      {
        identityPolicies: [
          source('p', allow({ Action: 'sqs:*', Resource: 'arn:aws:sqs:::x' }), allow({ Condition: condition })),
        ],
      },
      { ...request, context: { 'aws:PrincipalTag/team': 'blue' } },
    );
    const [change] = explain(decision).changes;
    expect(change).toMatchObject({ kind: 'add-allow', layer: 'identity', orResourcePolicy: true });
    expect(change?.nearestMisses).toMatchObject([
      {
        statement: { policyId: 'p', index: 1 },
        missed: [
          {
            element: 'Condition',
            detail: 'StringEquals aws:PrincipalTag/team wants red; the request has blue',
            isUnsettled: false,
          },
        ],
      },
    ]);
  });

  it('lists every layer that must change, also those behind a Deny', () => {
    const decision = decide({
      identityPolicies: [source('p', deny({ Action: 's3:Get*' }))],
      permissionsBoundary: source('b', allow({ Action: 'ec2:*' })),
      scps: [{ id: 'r-1', policies: [] }],
    });
    expect(explain(decision).changes.map(({ kind, layer, levelId }) => [kind, layer, levelId])).toEqual([
      ['remove-deny', 'identity', undefined],
      ['add-allow', 'scp', 'r-1'],
      ['add-allow', 'identity', undefined],
      ['add-allow', 'boundary', undefined],
    ]);
  });

  it('asks only for the boundary when the resource policy names the role', () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/app`;
    const decision = decide(
      {
        permissionsBoundary: source('b', allow({ Action: 'ec2:*' })),
        resourcePolicy: source('bucket', allow({ Principal: { AWS: role } })),
      },
      { ...request, principal: role },
    );
    expect(explain(decision).changes.map(({ layer }) => layer)).toEqual(['boundary']);
  });

  it('asks for both sides across accounts', () => {
    const decision = decide({}, { ...request, resourceAccountId: '444455556666' });
    expect(explain(decision).changes.map(({ layer }) => layer)).toEqual(['resource', 'identity']);
  });

  it('reports points that are not settled, and broken policies', () => {
    const decision = decide({
      identityPolicies: [
        source('wide', allow({ Resource: 'arn:aws:s3:*' })),
        { id: 'torn', document: { Version: '2012-10-17', Statement: allow({ Extra: 1 }) } },
      ],
    });
    const explanation = explain(decision);
    expect(explanation.unsettled.map(({ sentence }) => sentence)).toEqual([
      "Whether statement 1 of wide (line 4) applies is not settled by AWS's documentation, so its Allow does not count.",
      'What statement 1 of torn (line 3) allows does not count: AWS would refuse the policy.',
    ]);
    expect(explanation.unsettled[0]?.elements).toMatchObject([{ element: 'Resource', isUnsettled: true }]);
    expect(explanation.brokenPolicies).toEqual(['torn']);
  });

  it('has a sentence for every layer', () => {
    const decision = decide({
      identityPolicies: [source('p', allow({ Sid: 'Read' }))],
      scps: [{ id: 'r-1', policies: [source('FullAWSAccess', allow({ Action: '*' }))] }],
      rcps: [{ id: 'r-1', policies: [] }],
    });
    expect(explain(decision).layers.map(({ sentence }) => sentence)).toEqual([
      'The service control policies of r-1 allow it: statement 1 of FullAWSAccess (line 4).',
      'The resource control policies of r-1 do not stand in the way.',
      'The identity policies allow it: statement Read of p (line 4).',
    ]);
    expect(explain(decision).changes).toEqual([]);
  });
});

describe('denialMessage', () => {
  const start = `User: ${ANN} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::reports/q1.csv`;
  it.each([
    ['no identity policy', {}, `${start} because no identity-based policy allows the s3:GetObject action`],
    [
      'an identity policy',
      { identityPolicies: [source('p', deny({}))] },
      `${start} with an explicit deny in an identity-based policy`,
    ],
    [
      'a resource policy',
      { resourcePolicy: source('p', deny({ Principal: '*' })) },
      `${start} with an explicit deny in a resource-based policy`,
    ],
    [
      'an SCP',
      { scps: [{ id: 'r', policies: [source('p', deny({}))] }] },
      `${start} with an explicit deny in a service control policy`,
    ],
    [
      'a silent SCP',
      { scps: [{ id: 'r', policies: [] }] },
      `${start} because no service control policy allows the s3:GetObject action`,
    ],
    [
      'an RCP',
      { rcps: [{ id: 'r', policies: [source('p', deny({ Principal: '*' }))] }] },
      `${start} with an explicit deny in a resource control policy`,
    ],
    [
      'a boundary',
      { permissionsBoundary: source('p', deny({})) },
      `${start} with an explicit deny in a permissions boundary`,
    ],
    [
      'a session policy',
      { identityPolicies: [source('i', allow({}))], sessionPolicies: [source('p', allow({ Action: 'ec2:*' }))] },
      `${start} because no session policy allows the s3:GetObject action`,
    ],
    [
      'a VPC endpoint',
      {
        identityPolicies: [source('i', allow({}))],
        vpcEndpointPolicy: source('p', allow({ Action: 'ec2:*', Principal: '*' })),
      },
      `${start} because no VPC endpoint policy allows the s3:GetObject action`,
    ],
  ] satisfies [string, PolicySet<PolicySource>, string][])('speaks as AWS does: %s', (_name, sources, message) => {
    expect(denialMessage(decide(sources))).toBe(message);
  });

  it('names the trust policy', () => {
    const asked = { ...request, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/deploy` };
    const message = denialMessage(decide({ identityPolicies: [source('p', allow({ Action: '*' }))] }, asked));
    expect(message).toBe(
      `User: ${ANN} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/deploy because no role trust policy allows the sts:AssumeRole action`,
    );
  });

  it('says nothing of an allowed request', () => {
    expect(denialMessage(decide({ identityPolicies: [source('p', allow({}))] }))).toBeUndefined();
  });
});
