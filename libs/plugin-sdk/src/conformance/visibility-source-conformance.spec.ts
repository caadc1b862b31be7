import { describe, expect, it } from '@jest/globals';
import type { PersonFacts, SeenEstate, VisibilitySource } from '../extension-points/visibility-source.js';
import { PromiseNotKept } from './conformance-case.js';
import { visibilitySourceConformance } from './visibility-source-conformance.js';

const ada: PersonFacts = { id: 'ada@example.com', groups: ['payments'] };
const cyrus: PersonFacts = { id: 'cyrus@example.com', groups: ['cloud'] };
const byTeam: VisibilitySource = {
  id: 'by-team',
  seenBy: async ({ groups }, signal) => {
    signal.throwIfAborted();
    if (groups.includes('cloud')) return { everything: true };
    return { accountIds: groups.includes('payments') ? ['111122223333'] : [], ouPaths: ['Root/Playground'] };
  },
};
const answering = (answer: () => unknown): VisibilitySource => ({
  ...byTeam,
  seenBy: async (_person, signal) => {
    signal.throwIfAborted();
    return answer() as SeenEstate;
  },
});

describe('a source that keeps its promises', () => {
  it.each(visibilitySourceConformance(byTeam, [ada, cyrus]))('$promise', ({ check }) => check());
});

describe('a source that breaks a promise is found out', () => {
  let asked = 0;

  it.each<[string, VisibilitySource]>([
    ['everything for everybody', answering(() => ({ everything: true }))],
    ['everything and some accounts', answering(() => ({ everything: true, accountIds: [] }))],
    ['an account that is none', answering(() => ({ accountIds: ['payments'] }))],
    ['nothing at all', answering(() => null)],
    ['another answer each time', answering(() => ({ accountIds: [String((asked += 1)).padStart(12, '0')] }))],
    ['an id of its own making', { ...byTeam, id: 'By Team' }],
    ['no interest in the signal', { ...byTeam, seenBy: (person) => byTeam.seenBy(person, AbortSignal.timeout(1_000)) }],
  ])('%s', async (_what, source) => {
    const all = async () => {
      for (const { check } of visibilitySourceConformance(source, [ada, cyrus])) await check();
    };
    await expect(all()).rejects.toThrow(PromiseNotKept);
  });
});
