import { describe, expect, it } from '@jest/globals';
import type { IndexedResource } from './indexed-resource.js';
import { lineOfPart, OWNER, ownerPart, tagPart, textOf } from './resource-text.rules.js';

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

/** No line is shared. */
const inText = () => undefined;

describe(textOf, () => {
  it('tells where in the ARN the name stands', () => {
    const { text, arnLength, nameAt, nameLength } = textOf(queue, inText);
    expect(text.slice(0, arnLength)).toBe(queue.arn);
    expect(text.slice(nameAt, nameAt + nameLength)).toBe('Jobs');
    expect(nameAt).toBeLessThan(arnLength);
  });

  it('has a line for a name that the ARN does not hold', () => {
    const { text, arnLength, nameAt, nameLength } = textOf({ ...queue, name: 'alias/jobs' }, inText);
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
    expect(textOf(queue, inText).text.includes(part)).toBe(has);
  });

  it('leaves lines that are shared to their numbers', () => {
    const share = (key: string, value: string) => (key === OWNER || value === 'payments' ? value.length : undefined);
    const { text, shared } = textOf({ ...queue, tags: { Team: 'payments', stage: 'prod' } }, share);
    expect(shared).toEqual([14, 8]);
    expect(text).toBe(`${queue.arn}\nstage=prod\n`);
  });

  it('takes no tag for an owner', () => {
    const keys: string[] = [];
    textOf({ ...queue, owner: null, tags: { [OWNER]: 'somebody' } }, (key) => void keys.push(key));
    expect(keys).toEqual([' ']);
  });

  it.each([
    [tagPart('Team', 'a=b'), ['Team', 'a=b']],
    [tagPart('Team', undefined), ['Team', undefined]],
    [tagPart('Team', ''), ['Team', '']],
    [tagPart('a=b', 'c'), ['a\u0005b', 'c']],
    [ownerPart('a=b'), [OWNER, 'a=b']],
  ])('tells of the part %j what it asks for', (part, line) => {
    expect(lineOfPart(part)).toEqual(line);
  });

  it('takes a line within a value for a space', () => {
    const text = textOf({ ...queue, tags: { note: 'one\nTeam=risk' } }, inText).text;
    expect(text.includes(tagPart('Team', 'risk'))).toBe(false);
    expect(text.includes(tagPart('note', 'one\nTeam=risk'))).toBe(true);
  });
});
