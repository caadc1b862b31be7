import { describe, expect, it } from '@jest/globals';
import { BETWEEN_FIELDS, BETWEEN_RESOURCES, readResources, readUses } from './feed-row.rules.js';

const role = [
  'arn:aws:iam::1:role/x',
  '1',
  'AWS::IAM::Role',
  'global',
  'x',
  'leads',
  't',
  '1700000000000123',
  '20000',
  't',
  '{"a": "b"}',
];
const queue = ['arn:aws:sqs:eu-west-1:1:q', '1', 'AWS::SQS::Queue', 'eu-west-1', 'q', '', '', '5', '0', 'f', '{}'];

describe(readResources, () => {
  it('reads every field, and what is missing', () => {
    const text = [role, queue].map((fields) => fields.join(BETWEEN_FIELDS)).join(BETWEEN_RESOURCES);
    expect(readResources(text)).toEqual([
      {
        arn: 'arn:aws:iam::1:role/x',
        accountId: '1',
        resourceType: 'AWS::IAM::Role',
        region: 'global',
        name: 'x',
        owner: 'leads',
        tags: { a: 'b' },
        isPublic: true,
        changedAt: 1_700_000_000_000_123,
        unusedSince: 20_000,
        isDenied: true,
      },
      expect.objectContaining({ owner: null, isPublic: null, unusedSince: 0, isDenied: false, tags: {} }),
    ]);
  });

  it('reads nothing of nothing', () => {
    expect(readResources('')).toEqual([]);
  });
});

describe(readUses, () => {
  it('reads days', () => {
    const text = [`a${BETWEEN_FIELDS}20000`, `b${BETWEEN_FIELDS}1`].join(BETWEEN_RESOURCES);
    expect(readUses(text)).toEqual([
      ['a', 20_000],
      ['b', 1],
    ]);
  });
});
