import { describe, expect, it } from '@jest/globals';
import { changedUses } from './policy-uses.rules.js';
import type { ResourceParts } from './resource-parts.js';

const [READ, WRITE] = ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::111122223333:policy/write'];
const holder = { arn: 'arn:aws:iam::111122223333:role/reader', accountId: '111122223333' };
const row = (policy_arn: string, is_attached: boolean, is_boundary: boolean) => ({
  policy_arn,
  account_id: '111122223333',
  arn: holder.arn,
  is_attached,
  is_boundary,
});
const parts = (attached: readonly string[], boundary: string | null = null): ResourceParts => ({
  document: null,
  inline: [],
  attached: attached.map((arn) => ({ name: arn.slice(arn.lastIndexOf('/') + 1), arn })),
  boundary,
});

describe(changedUses, () => {
  it.each([
    {
      what: 'everything of what is new',
      before: null,
      after: parts([READ], WRITE),
      there: [row(READ, true, false), row(WRITE, false, true)],
    },
    { what: 'nothing when nothing changed', before: parts([READ], WRITE), after: parts([READ], WRITE) },
    {
      what: 'what was taken away',
      before: parts([READ, WRITE]),
      after: parts([READ]),
      gone: [row(WRITE, true, false)],
    },
    { what: 'what plays both parts, once', before: null, after: parts([READ], READ), there: [row(READ, true, true)] },
    {
      what: 'what plays another part than before',
      before: parts([READ], READ),
      after: parts([READ]),
      there: [row(READ, true, false)],
    },
  ])('notes $what', ({ before, after, gone = [], there = [] }) => {
    expect(changedUses(holder, before, after)).toEqual({ gone, there });
  });
});
