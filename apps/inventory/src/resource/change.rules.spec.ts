import { describe, expect, it } from '@jest/globals';
import { changedParts } from './change.rules.js';
import { hashResource } from './resource-parts.js';
import { plainResource, type ObservedResource } from './observed-resource.js';

const role: ObservedResource = plainResource({
  arn: 'arn:aws:iam::111122223333:role/payments-reader',
  accountId: '111122223333',
  resourceType: 'AWS::IAM::Role',
  name: 'payments-reader',
  tags: { team: 'payments', stage: 'production' },
  settings: { id: 'AROA1', createdAt: '2026-01-01T00:00:00.000Z', description: null, maxSessionSeconds: 3_600 },
  document: '{"Statement":[]}',
  inline: [
    { name: 'b', text: '{"b":1}' },
    { name: 'a', text: '{"a":1}' },
  ],
  attached: [{ name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
});
const contentOf = (change: Partial<ObservedResource>) => hashResource({ ...role, ...change }).content;

describe(hashResource, () => {
  it('is the same however AWS orders tags and policies', () => {
    const reordered = { tags: { stage: 'production', team: 'payments' }, inline: [...role.inline].reverse() };
    expect(hashResource({ ...role, ...reordered }).contentHash).toBe(hashResource(role).contentHash);
  });

  it('does not change with use', () => {
    const used = { ...role, usage: { lastUsedAt: new Date(0), region: 'eu-west-1' } };
    expect(hashResource(used).contentHash).toBe(hashResource(role).contentHash);
  });

  it('names every document by its hash', () => {
    const { content, documents } = hashResource(role);
    expect([...documents.values()].sort()).toEqual(['{"Statement":[]}', '{"a":1}', '{"b":1}']);
    expect(documents.get(content.parts.document ?? '')).toBe('{"Statement":[]}');
  });
});

describe(changedParts, () => {
  it.each([
    ['nothing', {}, []],
    ['a tag', { tags: { team: 'billing', stage: 'production' } }, ['tags']],
    ['the trust policy', { document: '{}' }, ['trust-policy']],
    ['an inline policy', { inline: [] }, ['inline-policies']],
    ['an attachment', { attached: [] }, ['attached-policies']],
    ['the boundary', { boundary: 'arn:aws:iam::111122223333:policy/edge' }, ['permissions-boundary']],
    [
      'the longest session and a tag',
      { settings: { ...role.settings, maxSessionSeconds: 7_200 }, tags: {} },
      ['settings', 'tags'],
    ],
  ] as const)('names %s', (_what, change, expected) => {
    expect(changedParts(role.resourceType, contentOf({}), contentOf(change as Partial<ObservedResource>))).toEqual(
      expected,
    );
  });

  it('does not mind the order in which a database gives keys back', () => {
    const stored = JSON.parse(JSON.stringify(contentOf({})), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(changedParts(role.resourceType, stored, contentOf({}))).toEqual([]);
  });
});
