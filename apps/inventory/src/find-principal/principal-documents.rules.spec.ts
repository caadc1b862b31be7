import { describe, expect, it } from '@jest/globals';
import { documentsOf, hashesIn, policyArnsIn } from './principal-documents.rules.js';

const parts = {
  document: 'h1',
  inline: [{ name: 'read', hash: 'h2' }],
  attached: [{ name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  boundary: 'arn:aws:iam::111122223333:policy/team/edge',
};

describe(documentsOf, () => {
  it('puts every text in its place', () => {
    const texts = new Map([
      ['h1', 'trust'],
      ['h2', 'inline'],
      ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'managed'],
      ['arn:aws:iam::111122223333:policy/team/edge', 'boundary'],
    ]);
    expect(documentsOf(parts, texts)).toEqual({
      trustPolicy: 'trust',
      inlinePolicies: [{ name: 'read', arn: null, document: 'inline' }],
      attachedPolicies: [
        { name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', document: 'managed' },
      ],
      permissionsBoundary: {
        name: 'edge',
        arn: 'arn:aws:iam::111122223333:policy/team/edge',
        document: 'boundary',
      },
    });
  });

  it('shows a policy whose text is not there', () => {
    expect(documentsOf(parts, new Map()).attachedPolicies).toEqual([{ ...parts.attached[0], document: '' }]);
  });

  it('names what has to be looked up', () => {
    expect(hashesIn(parts)).toEqual(['h1', 'h2']);
    expect(policyArnsIn(parts)).toEqual([parts.attached[0]?.arn, parts.boundary]);
    expect(hashesIn({ ...parts, document: null, inline: [] })).toEqual([]);
  });
});
