import { AccessIndex, type IndexedDocument, type IndexedPrincipal } from '@gatehouse/iam-policy';
import { type Measurement, busyMilliseconds } from './measurement.js';
import { naiveAllows } from './naive-evaluator.js';

const ROLES = 1_000_000;
const DOCUMENTS = 10_000;
const ACCOUNTS = 500;
/** The naive way is measured on so many roles and scaled. */
const SAMPLE = 5_000;

const accountOf = (role: number): string => String(100_000_000_000 + (role % ACCOUNTS));
const arnOf = (role: number): string =>
  `arn:aws:iam::${accountOf(role)}:role/teams/t${String(role % 97)}/role-${String(role)}`;

/** Distinct documents of three statements each; one in fifty lets read the reports. */
function documentOf(number: number): Readonly<Record<string, unknown>> {
  const bucket = `arn:aws:s3:::bucket-${String(number)}`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [bucket, `${bucket}/*`] },
      { Effect: 'Allow', Action: 'sqs:*', Resource: `arn:aws:sqs:*:*:q-${String(number)}-*` },
      {
        Effect: 'Allow',
        Action: 's3:Get*',
        Resource: `arn:aws:s3:::${number % 50 === 0 ? 'reports' : `other-${String(number)}`}/*`,
      },
    ],
  };
}

function indexed(number: number): IndexedDocument {
  const read = () => ({ kind: 'identity' as const, text: JSON.stringify(documentOf(number)) });
  return { id: `document-${String(number)}`, read };
}

const documentsOf = (role: number): readonly number[] => [role % DOCUMENTS, (role * 7 + 3) % DOCUMENTS];

function principal(role: number, documents: readonly IndexedDocument[]): IndexedPrincipal {
  const identityPolicies = documentsOf(role).map((number) => documents[number] as IndexedDocument);
  return { arn: arnOf(role), accountId: accountOf(role), identityPolicies };
}

const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026/q1.csv' };

/** Milliseconds of the processor, and what came out. */
function timed<T>(run: () => T): { milliseconds: number; result: T } {
  const start = busyMilliseconds();
  const result = run();
  return { milliseconds: busyMilliseconds() - start, result };
}

/** One role after the other, document by document, as one writes it first. */
function naive(): number {
  const { milliseconds } = timed(() => {
    let count = 0;
    for (let role = 0; role < SAMPLE; role++) {
      const identity = documentsOf(role).map(documentOf);
      const request = {
        ...question,
        principal: arnOf(role),
        roleArn: arnOf(role),
        account: accountOf(role),
        resourceAccount: accountOf(role),
        context: {},
      };
      if (naiveAllows(request, { identity })) count++;
    }
    return count;
  });
  return (milliseconds * ROLES) / SAMPLE;
}

/** Who can, over a million roles: the first question, and the same after one role changed. */
export function measureWhoCan(): Measurement[] {
  const index = new AccessIndex();
  const documents = Array.from({ length: DOCUMENTS }, (_, number) => indexed(number));
  for (let role = 0; role < ROLES; role++) index.put(principal(role, documents));
  const cold = timed(() => index.whoCan(question));
  const expected = Array.from({ length: ROLES }, (_, role) => documentsOf(role)).filter((own) =>
    own.some((number) => number % 50 === 0),
  );
  if (cold.result.count !== expected.length)
    throw new Error(`Who can: ${String(cold.result.count)} instead of ${String(expected.length)}.`);
  const changes = Array.from({ length: 5 }, (_, at) =>
    timed(() => {
      const fresh = indexed(DOCUMENTS + 50 * (at + 1));
      index.put({ arn: arnOf(1 + at), accountId: accountOf(1 + at), identityPolicies: [fresh] });
      return index.whoCan(question);
    }),
  );
  const after = Math.min(...changes.map(({ milliseconds }) => milliseconds));
  const baseline = naive();
  const gibibytes = process.memoryUsage().rss / 2 ** 30;
  return [
    {
      name: 'who can, 1,000,000 roles, cold',
      figure: cold.milliseconds,
      bar: 1_000,
      wants: 'at-most',
      unit: 'ms',
      baseline,
    },
    { name: 'who can, after one role changed', figure: after, bar: 50, wants: 'at-most', unit: 'ms', baseline },
    {
      name: 'who can, memory of the process',
      figure: gibibytes,
      bar: 2,
      wants: 'at-most',
      unit: 'GiB',
      baseline: undefined,
    },
  ];
}
