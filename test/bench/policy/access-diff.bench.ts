import { accessDiff, loadPolicySet, type PolicySource } from '@gatehouse/iam-policy';
import { bestOf, type Measurement } from './measurement.js';
import { naiveAllows, type NaivePolicies } from './naive-evaluator.js';

const ACCOUNT = '111122223333';
const ACTIONS = Array.from({ length: 25 }, (_, index) => `svc${String(index % 5)}:Action${String(index)}`);
const RESOURCES = Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::bucket-${String(index)}/*`);

type Document = Readonly<Record<string, unknown>>;
const document = (...statements: Document[]): Document => ({ Version: '2012-10-17', Statement: statements });
const full = document({ Effect: 'Allow', Action: '*', Resource: '*' });
const guard = document(
  { Effect: 'Allow', Action: '*', Resource: '*' },
  {
    Effect: 'Deny',
    Action: 'svc4:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  },
);

/** 25 actions on 40 resources: the statements tell 1,000 pairs apart. */
function identity(actions: number): Document {
  const statements = ACTIONS.slice(0, actions).map((Action, index) => ({
    Effect: 'Allow',
    Action,
    Resource: RESOURCES.filter((_, at) => (at + index) % 3 > 0),
  }));
  return document(...statements);
}

function policiesOf(own: Document) {
  const source = (id: string, each: Document): PolicySource => ({ id, document: each });
  const level = (id: string, each: Document) => ({ id, policies: [source(id, each)] });
  return loadPolicySet({
    identityPolicies: [source('identity', own)],
    permissionsBoundary: source('boundary', guard),
    sessionPolicies: [source('session', full)],
    scps: [level('root', full), level('ou', guard), level('account', full)],
  }).policies;
}

function naiveDiff(before: NaivePolicies, after: NaivePolicies): number {
  let changes = 0;
  for (const action of ACTIONS) {
    for (const pattern of RESOURCES) {
      const request = {
        principal: `arn:aws:iam::${ACCOUNT}:role/app`,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/app`,
        account: ACCOUNT,
        resourceAccount: ACCOUNT,
        action,
        resource: pattern.replace('*', 'x'),
        context: { 'aws:RequestedRegion': 'eu-west-1' },
      };
      if (naiveAllows(request, before) !== naiveAllows(request, after)) changes++;
    }
  }
  return changes;
}

/** What becomes possible and what no longer is, of 1,000 pairs through six layers. */
export function measureAccessDiff(): Measurement[] {
  const [small, large] = [identity(20), identity(25)];
  const [before, after] = [policiesOf(small), policiesOf(large)];
  const diff = accessDiff(before, after);
  if (diff.changes.length !== 5) throw new Error(`The diff has ${String(diff.changes.length)} changes.`);
  const figure = bestOf(8, () => accessDiff(before, after));
  const layers = (own: Document): NaivePolicies => ({
    identity: [own],
    boundary: guard,
    session: [full],
    scps: [[full], [guard], [full]],
  });
  const baseline = bestOf(3, () => naiveDiff(layers(small), layers(large)));
  return [{ name: 'access diff, 1,000 pairs, 6 layers', figure, bar: 50, wants: 'at-most', unit: 'ms', baseline }];
}
