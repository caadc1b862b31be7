import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO, type Truth, YES, both, either } from '../match/truth.js';
import { SET_ANSWERS, documentBits } from './answer-bits.js';
import { PolicySets, type PolicySetIds } from './policy-sets.js';

const DOCUMENTS = 12;
const truth = fc.constantFrom<Truth>(0, 1, 2);
const ids = fc.array(fc.nat({ max: DOCUMENTS - 1 }), { maxLength: 5 });
const setIds: fc.Arbitrary<PolicySetIds> = fc.record({
  identity: ids,
  boundary: fc.option(fc.nat({ max: DOCUMENTS - 1 }), { nil: undefined }),
  scps: fc.array(ids, { maxLength: 3 }),
});
const answer = fc.record({ allows: truth, denies: truth });
const inOrder = (each: readonly number[]) => [...each].sort((one, other) => one - other);
const sorted = ({ identity, boundary, scps }: PolicySetIds) => ({
  identity: inOrder(identity),
  boundary,
  scps: scps.map(inOrder),
});

describe(PolicySets, () => {
  it('keeps each set once, and gives back its documents', () => {
    fc.assert(
      fc.property(fc.array(setIds), (all) => {
        const sets = new PolicySets();
        const numbers = all.map((each) => sets.numberOf(each));
        expect(numbers.map((number) => sets.idsOf(number))).toEqual(all.map(sorted));
        expect(all.map((each) => sets.numberOf(each))).toEqual(numbers);
        expect(sets.size).toBe(new Set(all.map((each) => JSON.stringify(Object.values(sorted(each))))).size);
      }),
    );
  });

  it('says of a set what its documents say together', () => {
    const answers = fc.array(answer, { minLength: DOCUMENTS, maxLength: DOCUMENTS });
    fc.assert(
      fc.property(fc.array(setIds, { minLength: 1 }), answers, (all, documents) => {
        const bits = Uint8Array.from(documents, documentBits);
        const sets = new PolicySets();
        for (const each of all) {
          const { identity, boundary, scps } = each;
          const allowsOf = (of: readonly number[]) => of.map((id) => documents[id]?.allows ?? NO).reduce(either, NO);
          const everything = [...identity, ...(boundary === undefined ? [] : [boundary]), ...scps.flat()];
          expect(SET_ANSWERS[sets.answerOf(sets.numberOf(each), bits)]).toEqual({
            identity: allowsOf(identity),
            boundary: boundary === undefined ? YES : allowsOf([boundary]),
            scps: scps.map(allowsOf).reduce(both, YES),
            denies: everything.map((id) => documents[id]?.denies ?? NO).reduce(either, NO),
          });
        }
      }),
    );
  });
});
