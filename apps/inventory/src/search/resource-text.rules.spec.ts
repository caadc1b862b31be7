import { describe, expect, it } from '@jest/globals';
import type { IndexedResource } from './indexed-resource.js';
import { ownerPart, tagPart, textOf } from './resource-text.rules.js';

const queue: IndexedResource = {
  arn: 'arn:aws:sqs:eu-west-1:100000000001:Jobs',
  accountId: '100000000001',
  resourceType: 'AWS::SQS::Queue',
  region: 'eu-west-1',
  name: 'Jobs',
  owner: 'payments-leads',
  tags: { Team: 'payments', 'a=b': 'c', empty: '' },
  isPublic: null,
  changedAt: 0,
  unusedSince: 0,
  isDenied: false,
};

describe(textOf, () => {
  it('tells where in the ARN the name stands', () => {
    const { text, arnLength, nameAt, nameLength } = textOf(queue);
    expect(text.slice(0, arnLength)).toBe(queue.arn);
    expect(text.slice(nameAt, nameAt + nameLength)).toBe('Jobs');
    expect(nameAt).toBeLessThan(arnLength);
  });

  it('has a line for a name that the ARN does not hold', () => {
    const { text, arnLength, nameAt, nameLength } = textOf({ ...queue, name: 'alias/jobs' });
    expect(text.slice(nameAt, nameAt + nameLength)).toBe('alias/jobs');
    expect(nameAt).toBeGreaterThan(arnLength);
  });

  it.each([
    [tagPart('Team', 'payments'), true],
    [tagPart('Team', undefined), true],
    [tagPart('team', 'payments'), false],
    [tagPart('Team', 'pay'), false],
    [tagPart('a=b', 'c'), true],
    [tagPart('a', 'b=c'), false],
    [tagPart('a', undefined), false],
    [tagPart('empty', ''), true],
    [ownerPart('payments-leads'), true],
    [ownerPart('payments'), false],
    [tagPart('payments-leads', undefined), false],
  ])('has the part %j: %s', (part, has) => {
    expect(textOf(queue).text.includes(part)).toBe(has);
  });

  it('takes a line within a value for a space', () => {
    const text = textOf({ ...queue, tags: { note: 'one\nTeam=risk' } }).text;
    expect(text.includes(tagPart('Team', 'risk'))).toBe(false);
    expect(text.includes(tagPart('note', 'one\nTeam=risk'))).toBe(true);
  });
});
