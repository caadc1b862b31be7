import { AccountId } from '@gatehouse/contracts';
import { z } from 'zod';
import type { PersonFacts, VisibilitySource } from '../extension-points/visibility-source.js';
import { must, type ConformanceCase } from './conformance-case.js';

const Seen = z.union([
  z.strictObject({ everything: z.literal(true) }),
  z.strictObject({
    accountIds: z.array(AccountId).max(50_000),
    ouPaths: z.array(z.string().min(1).max(1_000)).max(1_000).optional(),
  }),
]);

/** Somebody who is in no directory. */
const STRANGER: PersonFacts = { id: 'nobody-knows-them@example.invalid', groups: [] };
/** What the inventory gives a source. */
const LIMIT_MS = 2_000;

/**
 * What every visibility source promises, checked on the given people (some of whom should see something).
 *
 * @example it.each(visibilitySourceConformance(mySource, people))('$promise', ({ check }) => check());
 */
export function visibilitySourceConformance(
  source: VisibilitySource,
  people: readonly PersonFacts[],
): readonly ConformanceCase[] {
  const seenBy = (person: PersonFacts) => source.seenBy(person, AbortSignal.timeout(LIMIT_MS));
  return [
    {
      promise: 'has an id in kebab-case',
      check: async () => {
        must(/^[a-z][a-z0-9-]{0,63}$/.test(source.id), `"${source.id}" is not such an id`);
      },
    },
    {
      promise: 'says what people see in a form that the inventory understands, in time',
      check: async () => {
        for (const person of people) {
          const began = performance.now();
          const parsed = Seen.safeParse(await seenBy(person));
          must(parsed.success, `${person.id}: ${parsed.error?.message ?? ''}`);
          must(performance.now() - began < LIMIT_MS, `${person.id}: it takes longer than ${LIMIT_MS} ms`);
        }
      },
    },
    {
      promise: 'says the same when asked twice',
      check: async () => {
        for (const person of people) {
          const [one, other] = [textOf(await seenBy(person)), textOf(await seenBy(person))];
          must(one === other, `two answers for ${person.id} differ`);
        }
      },
    },
    {
      promise: 'does not show everything to somebody whom nobody knows',
      check: async () => {
        const seen = await seenBy(STRANGER).catch(() => ({ accountIds: [] }));
        must(!('everything' in seen), 'a stranger sees everything');
      },
    },
    {
      promise: 'gives up when it is told to',
      check: async () => {
        const [person = STRANGER] = people;
        const outcome = await source.seenBy(person, AbortSignal.abort()).then(
          () => 'an answer',
          () => 'a rejection',
        );
        must(outcome === 'a rejection', 'it went on after the signal');
      },
    },
  ];
}

/** The same text whatever order the accounts are in. */
function textOf(seen: Awaited<ReturnType<VisibilitySource['seenBy']>>): string {
  if ('everything' in seen) return 'everything';
  return JSON.stringify([[...seen.accountIds].sort(), [...(seen.ouPaths ?? [])].sort()]);
}
