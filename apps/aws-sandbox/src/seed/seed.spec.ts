import { describe, expect, it } from '@jest/globals';

import { SMALL_ORGANIZATION } from '../fixture/small-organization.js';
import { buildWorld } from './build-world.js';
import { parseSeed } from './read-seed.js';
import { shortId, uniqueId } from '../state/unique-id.js';

const now = new Date('2026-11-22T12:00:00Z');
const world = (change: (text: string) => string = (text) => text) =>
  buildWorld(parseSeed(change(SMALL_ORGANIZATION), 'test.yaml'), now);

const engineer = () => world().accounts.get('333333333333')?.roles.get('engineer');

describe('the seed', () => {
  it('becomes a world: accounts, roles, documents with ids filled in, ages from now', () => {
    const [role, again] = [engineer(), engineer()];
    expect(role?.arn).toBe('arn:aws:iam::333333333333:role/people/engineer');
    expect(role?.trustPolicy).toContain('arn:aws:iam::222222222222:role/broker');
    expect(role?.lastUsed?.at.toISOString()).toBe('2026-11-19T12:00:00.000Z');
    expect(role?.id).toBe(again?.id);
  });

  it('makes the same things at the same time whenever it starts, and uses them as long ago as ever', () => {
    const later = new Date('2027-03-01T08:30:00Z');
    const roleAt = (start: Date, text = SMALL_ORGANIZATION) =>
      buildWorld(parseSeed(text, 'test.yaml'), start).accounts.get('333333333333')?.roles.get('engineer');
    expect(roleAt(later)?.createdAt).toEqual(engineer()?.createdAt);
    expect(roleAt(later)?.lastUsed?.at.toISOString()).toBe('2027-02-26T08:30:00.000Z');
    const from2020 = roleAt(later, `agesFrom: 2020-01-31\n${SMALL_ORGANIZATION}`);
    expect(from2020?.createdAt.getTime()).toBeLessThan(Date.parse('2020-01-31T00:00:01Z'));
    const early = new Date('2026-02-01T00:00:00Z');
    expect(roleAt(early)?.createdAt.getTime()).toBeLessThanOrEqual(early.getTime());
  });

  it.each<[string, (text: string) => string, string]>([
    [
      'an unknown document',
      (text) => text.replace('trust: trust-user', 'trust: trust-nope'),
      'uses the document "trust-nope"',
    ],
    [
      'an unknown managed policy',
      (text) => text.replace('boundary: only-receipts', 'boundary: nope'),
      'policy/nope, which is neither',
    ],
    [
      'an unknown control policy',
      (text) => text.replace('[no-deletes]', '[nope]'),
      'no service control policy named nope',
    ],
    ['an unknown unit', (text) => text.replace('unit: Workloads/Production', 'unit: Nope'), 'in the unit Nope'],
    ['a unit before its parent', (text) => text.replace('- { path: Workloads }\n', ''), 'must come before it'],
    ['an unknown field', (text) => text.replace('description: The role', 'descriptoin: The role'), 'descriptoin'],
    [
      'a broken document',
      (text) => text.replace("Effect: Allow, Action: 's3:*'", "Effect: Maybe, Action: 's3:*'"),
      'policy/team/only-receipts',
    ],
    ['two roles of one name', (text) => text.replace('name: never-used', 'name: PLAIN'), 'two roles named PLAIN'],
    [
      'two buckets of one name',
      (text) => text.replace('name: aaa-first', 'name: receipts'),
      'two buckets named receipts',
    ],
    [
      'an account id that is a number',
      (text) => text.replace("id: '333333333333'", 'id: 333333333333'),
      'twelve digits',
    ],
    ['what is no YAML', () => '{', 'is not YAML'],
    [
      'another management account',
      (text) => text.replace("managementAccount: '111111111111'", "managementAccount: '999999999999'"),
      'is not among the accounts',
    ],
  ])('says what is wrong with %s', (_what, change, message) => {
    expect(() => world(change)).toThrow(message);
  });
});

describe('a date that is soon', () => {
  it('is so on every day', () => {
    const until = "Action: 's3:*', Condition: { DateLessThan: { aws:CurrentTime: '<in 3 days>' } }";
    const { accounts } = world((text) => text.replace("Action: 's3:*'", until));
    const documents = [...accounts.values()].flatMap(({ policies }) =>
      [...policies.values()].flatMap(({ versions }) => [...versions.values()].map(({ document }) => document)),
    );
    expect(documents.filter((document) => document.includes('"aws:CurrentTime":"2026-11-25T00:00:00Z"'))).toHaveLength(
      1,
    );
  });
});

describe('ids', () => {
  it('have the forms of AWS and stay the same', () => {
    expect(uniqueId('AROA', 'a')).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(uniqueId('AROA', 'a')).toBe(uniqueId('AROA', 'a'));
    expect(uniqueId('AROA', 'a')).not.toBe(uniqueId('AROA', 'b'));
    expect(shortId(8, 'x')).toMatch(/^[a-z2-7]{8}$/);
  });
});
