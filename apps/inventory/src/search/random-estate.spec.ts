import { beforeAll, describe, expect, it } from '@jest/globals';
import { breather } from './breather.js';
import { type Asked, IN_ORDER, isAskedFor, wantedFor, word } from './estate-for-specs.js';
import type { IndexedResource } from './indexed-resource.js';
import { IndexSearch } from './index-search.js';
import { ResourceIndex } from './resource-index.js';
import { LOOKS_LIMIT, type SortOrder } from './wanted.js';

const SIZE = 8_000;
const CHANGES = 2_000;
const TURNS = 40;
const LATER_TURNS = 8;
const PAGE = 40;

let seed = 20_261_122;
function below(limit: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return (seed >>> 8) % limit;
}
const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
const maybe = <T, O = T>(share: number, value: () => T, otherwise: O): T | O =>
  below(100) < share ? value() : otherwise;

const TEAMS = ['payments', 'Billing', 'risk', 'payroll', 'überweisung', 'pay'];
const THINGS = ['api', 'sqs-worker', 'Importer', 'a=b', 'reports', 'ports'];
const ACCOUNTS = Array.from({ length: 12 }, (_, at) => String(100_000_000_000 + at * 7_919));
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const KINDS = [
  ['iam', 'AWS::IAM::Role', 'role/'],
  ['sqs', 'AWS::SQS::Queue', ''],
  ['s3', 'AWS::S3::Bucket', ''],
] as const;

const there = new Map<string, IndexedResource>();
let index = new ResourceIndex();
let search = new IndexSearch(index);

function random(): IndexedResource {
  const [service, resourceType, prefix] = oneOf(KINDS);
  const [accountId, team] = [oneOf(ACCOUNTS), oneOf(TEAMS)];
  const region = service === 'iam' ? 'global' : oneOf(REGIONS);
  const name = `${team}-${oneOf(THINGS)}-${below(6_000).toString(16)}`;
  const place = service === 's3' ? ':' : `${service === 'iam' ? '' : region}:${accountId}`;
  return { arn: `arn:aws:${service}:${place}:${prefix}${name}`, accountId, resourceType, region, name, ...rest(team) };
}

function rest(team: string): Omit<IndexedResource, 'arn' | 'accountId' | 'resourceType' | 'region' | 'name'> {
  return {
    owner: maybe(60, () => `${team}-${oneOf(['leads', 'Engineers'])}@example.com`, null),
    tags: {
      ...maybe(80, () => ({ Team: oneOf(TEAMS), stage: oneOf(['Prod', 'test']) }), {}),
      ...maybe(20, () => ({ 'cost=centre': `cc-${below(9)}`, id: `${below(1_000_000)}` }), {}),
    },
    isPublic: oneOf([null, true, false, false]),
    changedAt: 1_700_000_000_000_000 + below(5_000),
    unusedSince: maybe(50, () => 20_000 + below(300), 0),
    isDenied: below(20) === 0,
  };
}

/** Something new, another state of something, or a loss. */
function change(): void {
  const known = oneOf([...recent]);
  const turn = below(10);
  if (turn < 3) put(random());
  else if (turn < 8) put({ ...known, ...rest(oneOf(TEAMS)), ...maybe(10, () => ({ name: 'alias/moved' }), {}) });
  else {
    index.remove(known.arn);
    there.delete(known.arn);
    changed.add(known.arn);
  }
}

const recent: IndexedResource[] = [];
const changed = new Set<string>();
function put(one: IndexedResource): void {
  changed.add(one.arn);
  index.put(one);
  there.set(one.arn, one);
  recent.push(one);
}

const WORDS = [
  ...[
    'pay',
    'payments',
    'ports-1',
    'payments-api-',
    'worker-2',
    'ü',
    'überw',
    'arn:aws:iam::',
    'arn:aws:s3:::pay',
    'a=b',
  ],
  ...['cc-3', 'cost=centre=cc', 'team=risk', 'leads@', 'stage=prod', 's3', 'e-', 'x', '-f', 'nothing-is-so', 'moved'],
];

function randomQuestion(): Asked {
  const someName = oneOf(recent).arn.toLowerCase();
  const start = below(someName.length - 3);
  const words = [oneOf(WORDS), someName.slice(start, start + 3 + below(9)), someName.slice(0, 8 + below(40))];
  return {
    words: maybe(
      75,
      () => Array.from({ length: 1 + below(2) }, () => word(oneOf(words), ...maybe(30, () => [oneOf(ACCOUNTS)], []))),
      [],
    ),
    ...maybe(
      15,
      () => ({
        tag: oneOf<readonly [string, string?]>([['Team'], ['Team', 'risk'], ['cost=centre', 'cc-1'], ['none']]),
      }),
      {},
    ),
    ...maybe(15, () => ({ owner: `${oneOf(TEAMS)}-leads@example.com` }), {}),
    ...maybe(15, () => ({ accounts: new Set([oneOf(ACCOUNTS), oneOf(ACCOUNTS)]) }), {}),
    ...maybe(20, () => ({ types: new Set([oneOf(KINDS)[1]]) }), {}),
    ...maybe(10, () => ({ region: oneOf(REGIONS) }), {}),
    ...maybe(15, () => ({ isPublic: oneOf([true, false]) }), {}),
    ...maybe(10, () => ({ unusedSince: 20_000 + below(300) }), {}),
    ...maybe(10, () => ({ isDenied: true }), {}),
    ...maybe(5, () => ({ isArnOnly: true }), {}),
  };
}

beforeAll(async () => {
  const first = Array.from({ length: SIZE }, random);
  for (const one of first) index.load(one);
  for (const one of first) there.set(one.arn, one);
  await index.seal(breather());
  recent.push(...first.slice(0, 2_000).map(({ arn }) => there.get(arn) as IndexedResource));
});

describe('an estate made at random', () => {
  it('is there whole, what was loaded twice once', () => {
    expect(index.size).toBe(there.size);
    expect(there.size).toBeLessThan(SIZE);
    expect(index.vocabulary.lines.size).toBeGreaterThan(10);
  });

  it.each(['arn', 'name', 'changed'] as const)('is searched, by %s, as a plain reading of it finds', async (sort) => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (let count = 0; count < CHANGES / TURNS; count += 1) change();
      await compare(randomQuestion(), sort);
    }
    expect(index.size).toBe(there.size);
  });

  it.each(['arn', 'name', 'changed'] as const)('is searched, by %s, where nearly all of it came late', async (sort) => {
    index = new ResourceIndex();
    search = new IndexSearch(index);
    const all = [...there.values()];
    const early = all.filter(() => below(40) === 0);
    for (const one of early) index.load(one);
    await index.seal(breather());
    for (const one of all) index.put(one);
    for (let turn = 0; turn < LATER_TURNS; turn += 1) {
      for (let count = 0; count < CHANGES / TURNS; count += 1) change();
      await compare(randomQuestion(), sort);
    }
    expect(index.size).toBe(there.size);
  });

  it('is searched while segments are merged', async () => {
    index = new ResourceIndex();
    search = new IndexSearch(index);
    for (const one of there.values()) {
      index.put(one);
      if (below(600) === 0) await mergeSome(() => undefined);
    }
    for (let turn = 0; turn < TURNS; turn += 1) {
      await mergeSome(change);
      expect(index.size).toBe(there.size);
      for (let count = 0; count < CHANGES / TURNS; count += 1) change();
      await compare(randomQuestion(), oneOf(['arn', 'name', 'changed']));
    }
    expect(index.size).toBe(there.size);
  });

  it('is searched where all of it came late', async () => {
    index = new ResourceIndex();
    search = new IndexSearch(index);
    await index.seal(breather());
    for (const one of there.values()) index.put(one);
    for (let turn = 0; turn < LATER_TURNS; turn += 1)
      await compare(randomQuestion(), oneOf(['arn', 'name', 'changed']));
    expect(index.size).toBe(there.size);
  });
});

/** Merges some segments; what changes meanwhile is put once more, as whoever follows the store does. */
async function mergeSome(meanwhile: () => void): Promise<void> {
  const { segments } = index;
  const first = below(segments.length);
  const sources = segments.slice(first, first + 1 + below(3));
  changed.clear();
  const merged = await index.merge(sources, () => {
    meanwhile();
    return Promise.resolve();
  });
  const next = index.with(merged);
  for (const arn of changed) {
    const one = there.get(arn);
    if (one === undefined) next.remove(arn);
    else next.put(one);
  }
  // Whoever searches still in the index before finds the same.
  expect(index.size).toBe(next.size);
  next.settle();
  index = next;
  search = new IndexSearch(index);
}

/** The first page, the last, one behind some resource, and the count. */
async function compare(asked: Asked, sort: SortOrder): Promise<void> {
  const expected = [...there.values()].filter((one) => isAskedFor(one, asked)).sort(IN_ORDER[sort]);
  const behind = (at: number) =>
    search.among(wantedFor(asked), async (matches) => {
      const edge = expected[at];
      const after = edge === undefined ? null : { key: keyOf(edge, sort), arn: edge.arn };
      return (await matches.page({ sort, after, count: PAGE })).map(({ arn }) => arn);
    });
  const arns = expected.map(({ arn }) => arn);
  for (const at of [-1, expected.length - 7, below(expected.length + 1)]) {
    const from = arns[at] === undefined ? 0 : at + 1;
    expect({ asked, sort, at, found: await behind(at) }).toEqual({
      asked,
      sort,
      at,
      found: arns.slice(from, from + PAGE),
    });
  }
  const { total, isExact } = await search.among(wantedFor(asked), (matches) => matches.count());
  const isComplete = isExact
    ? total === arns.length
    : total <= arns.length && index.segments.some(({ slots }) => slots > LOOKS_LIMIT);
  expect({ asked, total, isExact, there: arns.length, isComplete }).toMatchObject({ isComplete: true });
}

function keyOf(one: IndexedResource, sort: SortOrder): string {
  const keys = {
    arn: one.arn,
    name: one.name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    changed: String(one.changedAt),
  };
  return keys[sort];
}
