import {
  accessDiff,
  assessRisk,
  compilePolicy,
  evaluate,
  explain,
  grantsNothingNew,
  lintPolicy,
  minimisePolicy,
  neverAllows,
  parsePolicy,
  type PolicyKind,
  printPolicy,
  splitPolicy,
  suggestStatements,
} from '@gatehouse/iam-policy';
import { Randomness, wildDocument, wildText } from './wild-documents.js';

const KINDS: readonly PolicyKind[] = [
  'identity',
  'boundary',
  'session',
  'resource',
  'trust',
  'scp',
  'rcp',
  'vpc-endpoint',
];

/** Processor seconds after which a document counts as too hard. */
const MAX_SECONDS = 20;
const MAX_SHOWN = 5;

/** Every capability on one text. Throws where the library does. */
function exercise(text: string, random: Randomness): void {
  const kind = random.pick(KINDS);
  const { document } = parsePolicy(text, { kind, maxCharacters: 2_000_000 });
  const compiled = compilePolicy(document, { id: 'fuzz', kind });
  const request = {
    principal: random.pick([
      'arn:aws:iam::111122223333:role/app',
      'anonymous',
      'lambda.amazonaws.com',
      wildText(random),
    ]),
    action: random.pick(['s3:GetObject', wildText(random)]),
    resource: random.pick(['*', 'arn:aws:s3:::reports/a', wildText(random)]),
    context: { 'aws:username': wildText(random), 'aws:TagKeys': [wildText(random)] },
  };
  const key = random.pick(['resourcePolicy', 'permissionsBoundary', 'trustPolicy', 'vpcEndpointPolicy'] as const);
  explain(evaluate(request, { identityPolicies: [compiled], [key]: compiled, sessionPolicies: [compiled] }));
  suggestStatements([{ ...request, context: { 'aws:username': wildText(random) } }], { generalise: ['object-keys'] });
  const set = { identityPolicies: [compiled] };
  const other = {
    identityPolicies: [
      compilePolicy(parsePolicy(wildDocument(random), { kind: 'identity' }).document, {
        id: 'other',
        kind: 'identity',
      }),
    ],
  };
  grantsNothingNew(other, set);
  accessDiff(set, other);
  neverAllows(set, [{ actions: [wildText(random)], resources: [wildText(random)] }]);
  assessRisk(other, { ...set, resourcePolicy: compiled }, { sensitiveResources: [wildText(random)] });
  if (!document) return;
  lintPolicy(document, { accountId: '111122223333', organizationAccountIds: ['111122223333'] });
  printPolicy(document);
  const small = minimisePolicy(document);
  if (small) splitPolicy(small, kind, random.pick([200, 2_048, 6_144]));
}

/** Fuzzes for so many minutes; how many documents made something throw, or took too long. Equal seeds, equal documents. */
export function fuzz({ minutes, seed }: { readonly minutes: number; readonly seed: number }): number {
  const end = Date.now() + minutes * 60_000;
  let [failures, count] = [0, 0];
  for (; Date.now() < end; count++) {
    const text = wildDocument(new Randomness(seed + count));
    const problem = problemWith(text, new Randomness(seed + count + 1));
    if (problem === undefined) continue;
    failures++;
    if (failures <= MAX_SHOWN) console.log(`seed ${String(seed + count)}: ${problem}\n${text.slice(0, 2_000)}`);
  }
  console.log(`fuzzing: ${String(count)} documents from seed ${String(seed)}, ${String(failures)} failures`);
  return failures;
}

function problemWith(text: string, random: Randomness): string | undefined {
  const start = process.cpuUsage();
  try {
    exercise(text, random);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return seconds > MAX_SECONDS ? `took ${seconds.toFixed(1)} s` : undefined;
}
