/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Randomness {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to below `limit`, whole. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  isOneIn(count: number): boolean {
    return this.below(count) === 0;
  }
}

const PIECES = [
  '*',
  '?',
  ':',
  '/',
  '$',
  '{',
  '}',
  '${',
  '${aws:username}',
  "${aws:PrincipalTag/x, 'y'}",
  '${*}',
  'a',
  'b',
  '*a',
  '?*',
  'arn:aws:',
  's3',
  ':::',
  'reports',
  'GetObject',
  'iam:PassRole',
  'arn:aws:iam::111122223333:role/',
  '111122223333',
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  '\u0430',
  '\u0000',
  '\u202e',
  '😀',
  '"',
  '\\',
  ',',
  ' ',
  '-',
  '.',
  '0',
  '1e309',
  '2026-02-30',
  '::1/129',
  'true',
  'null',
  'aws:SourceIp',
] as const;

export function wildText(random: Randomness): string {
  const length = random.isOneIn(50) ? 400 : random.below(7);
  return Array.from({ length }, () => random.pick(PIECES)).join('');
}

const ACTIONS = ['s3:GetObject', 's3:*', '*', 'iam:PassRole', 'sts:AssumeRole', 'S3:Get?bject', 'ec2:Describe*'];
const RESOURCES = [
  '*',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::${aws:username}/*',
  'arn:aws:iam::*:role/*',
  'arn:aws:sqs:*',
];
const OPERATORS = [
  'StringEquals',
  'StringLike',
  'ForAllValues:StringLike',
  'ForAnyValue:ArnLikeIfExists',
  'Null',
  'Bool',
  'IpAddress',
  'DateLessThan',
  'NumericEquals',
  'ArnNotLike',
  'NotIpAddressIfExists',
];
const KEYS = [
  'aws:username',
  'aws:SourceIp',
  'aws:TagKeys',
  'aws:PrincipalOrgID',
  'aws:CurrentTime',
  's3:prefix',
  '__proto__',
  'aws:RequestTag/x',
];
const PRINCIPALS = [
  '*',
  { AWS: '*' },
  { AWS: '111122223333' },
  { Service: 'lambda.amazonaws.com' },
  { Federated: 'accounts.google.com' },
  { AWS: [] },
  {},
];

/** Mostly from the list, at times anything. */
const oneOf = (random: Randomness, values: readonly unknown[]): unknown =>
  random.isOneIn(6) ? wild(random, 2) : random.pick(values);

const nameOf = (random: Randomness, values: readonly string[]): string =>
  random.isOneIn(6) ? wildText(random) : random.pick(values);

function many(random: Randomness, values: readonly unknown[]): unknown {
  if (random.isOneIn(2)) return oneOf(random, values);
  return Array.from({ length: random.isOneIn(40) ? 300 : random.below(5) }, () =>
    random.isOneIn(3) ? wildText(random) : oneOf(random, values),
  );
}

/** Anything that JSON can say. */
function wild(random: Randomness, depth: number): unknown {
  switch (random.below(depth > 0 ? 7 : 5)) {
    case 0:
      return random.below(1e6) - 1_000;
    case 1:
      return random.isOneIn(2);
    case 2:
      return null;
    case 3:
    case 4:
      return wildText(random);
    case 5:
      return Array.from({ length: random.below(4) }, () => wild(random, depth - 1));
    default:
      return objectOf(Array.from({ length: random.below(4) }, () => [wildText(random), wild(random, depth - 1)]));
  }
}

/** Also with a member called `__proto__`. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

function conditions(random: Randomness): object {
  const blocks = Array.from({ length: random.below(3) }, () => {
    const keys = Array.from(
      { length: random.below(3) },
      () => [nameOf(random, KEYS), many(random, ['a*', 'true', '10.0.0.0/8', '2026-11-22'])] as const,
    );
    return [nameOf(random, OPERATORS), objectOf(keys)] as const;
  });
  return objectOf(blocks);
}

function statement(random: Randomness): unknown {
  if (random.isOneIn(30)) return wild(random, 3);
  const not = () => (random.isOneIn(5) ? 'Not' : '');
  return objectOf([
    ...(random.isOneIn(3) ? [['Sid', oneOf(random, ['A', 'A', 'b c'])] as const] : []),
    ['Effect', oneOf(random, ['Allow', 'Deny'])],
    [`${not()}Action`, many(random, ACTIONS)],
    ...(random.isOneIn(6) ? [] : [[`${not()}Resource`, many(random, RESOURCES)] as const]),
    ...(random.isOneIn(3) ? [[`${not()}Principal`, oneOf(random, PRINCIPALS)] as const] : []),
    ...(random.isOneIn(2) ? [['Condition', conditions(random)] as const] : []),
    ...(random.isOneIn(30) ? [[wildText(random), wild(random, 3)] as const] : []),
  ]);
}

/** The text of a document: often one that AWS would take, sometimes none at all. */
export function wildDocument(random: Randomness): string {
  const statements = Array.from({ length: random.isOneIn(60) ? 200 : random.below(6) }, () => statement(random));
  const document = {
    Version: oneOf(random, ['2012-10-17', '2012-10-17', '2008-10-17']),
    Statement: statements.length === 1 && random.isOneIn(2) ? statements[0] : statements,
  };
  const text = JSON.stringify(document);
  return random.isOneIn(8) ? damaged(text, random) : text;
}

/** Pieces cut out, put in or doubled. */
function damaged(text: string, random: Randomness): string {
  let broken = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const [from, length] = [random.below(broken.length + 1), random.below(20)];
    const piece = random.pick(['', wildText(random), broken.slice(from, from + length), '[', '{"', '\\u00']);
    broken = broken.slice(0, from) + piece + broken.slice(from + random.below(length + 1));
  }
  return broken;
}
