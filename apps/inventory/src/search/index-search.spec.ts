import { describe, expect, it } from '@jest/globals';
import { breather } from './breather.js';
import { type Asked, byArn, EVERYTHING, IN_ORDER, isAskedFor, wantedFor, word } from './estate-for-specs.js';
import type { IndexedResource } from './indexed-resource.js';
import { IndexSearch } from './index-search.js';
import { ResourceIndex } from './resource-index.js';
import { COUNT_LIMIT, LOOKS_LIMIT, type Position } from './wanted.js';

const TEAMS = ['payments', 'Billing', 'risk', 'payroll', 'überweisung'];
const THINGS = ['API', 'sqs-worker', 'importer', 'a=b'];

const when = <T>(condition: boolean, value: T, otherwise: T): T => (condition ? value : otherwise);

function resource(number: number, changes: Partial<IndexedResource> = {}): IndexedResource {
  const team = TEAMS[number % 5] ?? '';
  const name = `${team}-${THINGS[number % 4] ?? ''}-${number}`;
  const accountId = `10000000000${number % 3}`;
  const kind =
    number % 2 === 0
      ? { arn: `arn:aws:iam::${accountId}:role/${name}`, resourceType: 'AWS::IAM::Role', region: 'global' }
      : { arn: `arn:aws:s3:::${name}`, resourceType: 'AWS::S3::Bucket', region: 'eu-west-1' };
  return {
    ...kind,
    accountId,
    name: when(number % 11 === 0, `alias/${number % 4}`, name),
    owner: when(number % 7 === 0, 'Payments-Leads', null),
    tags: when<Record<string, string>>(number % 3 === 0, { Team: team, stage: 'Prod' }, {}),
    isPublic: when(number % 2 === 0, null, number % 5 === 0),
    changedAt: 1_700_000_000_000_000 + (number % 40),
    unusedSince: when(number % 2 === 0, 20_000 + (number % 100), 0),
    isDenied: number % 13 === 0,
    ...changes,
  };
}

/** An index that was loaded, and has then seen newcomers, changes, moves, deletions and returns. */
async function lively(): Promise<{ search: IndexSearch; there: IndexedResource[] }> {
  const index = new ResourceIndex();
  const there = new Map<string, IndexedResource>();
  const first = Array.from({ length: 300 }, (_, number) => resource(number)).sort(byArn);
  for (const one of first) index.load(one);
  await index.seal(breather());
  for (const one of first) there.set(one.arn, one);
  const put = (one: IndexedResource) => {
    index.put(one);
    there.set(one.arn, one);
  };
  for (let number = 300; number < 420; number += 1) put(resource(number));
  for (let number = 0; number < 420; number += 9)
    put(resource(number, { tags: { colour: `teal-${number}` }, changedAt: 5 }));
  for (let number = 0; number < 420; number += 25)
    put(resource(number, { name: `moved-${number}`, region: 'us-east-1' }));
  for (let number = 3; number < 420; number += 17) {
    index.remove(resource(number).arn);
    there.delete(resource(number).arn);
  }
  put(resource(3, { owner: 'back' }));
  expect(index.size).toBe(there.size);
  return { search: new IndexSearch(index), there: [...there.values()] };
}

const ASKED: Asked[] = [
  {},
  { words: [word('payments')] },
  { words: [word('pay')] },
  { words: [word('pa')] },
  { words: [word('x')] },
  { words: [word('ü')] },
  { words: [word('überweisung')] },
  { words: [word('a=b')] },
  { words: [word('team=')] },
  { words: [word('arn:aws:iam::100000000001:role/pay')] },
  { words: [word('payments', '100000000002'), word('api')] },
  { words: [word('nothing-is-called-so')] },
  { words: [word('teal')] },
  { words: [word('payments-leads')] },
  { words: [word('moved')] },
  { words: [word('moved')], isArnOnly: true },
  { tag: ['Team', 'payments'] },
  { tag: ['Team'] },
  { accounts: new Set(['100000000001']), types: new Set(['AWS::S3::Bucket']) },
  { accounts: new Set() },
  { types: new Set(['AWS::IAM::Role']), region: 'us-east-1' },
  { isPublic: true },
  { isPublic: false, words: [word('risk')] },
  { unusedSince: 20_040 },
  { isDenied: true },
  { owner: 'Payments-Leads' },
];

describe(IndexSearch, () => {
  it.each(['arn', 'name', 'changed'] as const)(
    'finds what a reading of everything finds, sorted by %s',
    async (sort) => {
      const { search, there } = await lively();
      for (const asked of ASKED) {
        const wanted = wantedFor(asked);
        const expected = there.filter((one) => isAskedFor(one, asked)).sort(IN_ORDER[sort]);
        const { pages, total } = await search.among(wanted, async (matches) => {
          const found: Position[] = [];
          for (let after: Position | null = null; ;) {
            const page: readonly Position[] = await matches.page({ sort, after, count: 23 });
            found.push(...page);
            after = page.at(-1) ?? null;
            if (page.length < 23) return { pages: found, total: await matches.count() };
          }
        });
        expect([asked, pages.map(({ arn }) => arn)]).toEqual([asked, expected.map(({ arn }) => arn)]);
        expect(total).toEqual({ total: expected.length, isExact: true });
      }
    },
  );

  it.each(['pay', 'PAY', 'moved-', 'b', 'zz'])('finds the names that begin with %j', async (typed) => {
    const { search, there } = await lively();
    const beginning = typed.toLowerCase();
    const expected = there.filter(({ name }) => name.toLowerCase().startsWith(beginning)).sort(IN_ORDER.name);
    const wanted = { ...EVERYTHING, nameBeginning: beginning };
    const found = await search.among(wanted, (matches) => matches.beginning(beginning, 30));
    expect(found.map(({ arn }) => arn)).toEqual(expected.map(({ arn }) => arn).slice(0, 30));
  });

  it('counts to its limit', async () => {
    const index = new ResourceIndex();
    for (let number = 0; number < COUNT_LIMIT + 5; number += 1) index.load(resource(number));
    await index.seal(breather());
    const count = await new IndexSearch(index).among(EVERYTHING, (matches) => matches.count());
    expect(count).toEqual({ total: COUNT_LIMIT, isExact: false });
  });

  it('counts as many texts as it is worth', async () => {
    const index = new ResourceIndex();
    for (let number = 0; number < LOOKS_LIMIT + 5; number += 1) index.load(resource(4 * number + 1));
    await index.seal(breather());
    const wanted = { ...EVERYTHING, words: [{ text: 'sqs-worker', accounts: new Set<string>() }] };
    const count = await new IndexSearch(index).among(wanted, (matches) => matches.count());
    expect(count).toEqual({ total: LOOKS_LIMIT, isExact: false });
  });

  it('lets several searches go on at the same time', async () => {
    const { search, there } = await lively();
    const finds = async (text: string) => {
      const asked = { words: [word(text)] };
      const { total } = await search.among(wantedFor(asked), async (matches) => {
        await new Promise((resolve) => setImmediate(resolve));
        return matches.count();
      });
      expect(total).toBe(there.filter((one) => isAskedFor(one, asked)).length);
    };
    await Promise.all(['payments', 'risk', 'worker', 'alias', 'teal'].map(finds));
  });
});
