import { describe, expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from './demo-people.js';
import { decidePrivileges, describePerson, type PrivilegedGroups } from './person.rules.js';

const privilegedGroups: PrivilegedGroups = { administrator: ['cloud-administrators', 'root'], auditor: ['auditors'] };

describe(decidePrivileges, () => {
  it('gives a privilege through any one group that is configured for it', () => {
    expect(decidePrivileges(['everyone', 'root'], privilegedGroups)).toEqual(['administrator']);
  });

  it('gives both to somebody who is in groups of both', () => {
    expect(decidePrivileges(['auditors', 'cloud-administrators'], privilegedGroups)).toEqual([
      'administrator',
      'auditor',
    ]);
  });

  it.each([[[]], [['everyone']], [['Auditors']], [['auditors ']], [['cloud-administrators-emea']]])(
    'gives nothing to somebody in %j',
    (groups) => {
      expect(decidePrivileges(groups, privilegedGroups)).toEqual([]);
    },
  );

  it('gives nothing when no group is configured', () => {
    expect(decidePrivileges(['auditors'], { administrator: [], auditor: [] })).toEqual([]);
  });
});

describe('the demo people', () => {
  const privilegesOf = (personId: string) =>
    DEMO_PEOPLE.filter((person) => person.personId === personId).map(
      (person) => describePerson(person, privilegedGroups).privileges,
    );

  it('are four, each with an id of their own', () => {
    expect(new Set(DEMO_PEOPLE.map(({ personId }) => personId)).size).toBe(4);
  });

  it.each([
    ['ada@example.com', []],
    ['rosa@example.com', []],
    ['cyrus@example.com', ['administrator']],
    ['audrey@example.com', ['auditor']],
  ])('give %s the privileges %j', (personId, privileges) => {
    expect(privilegesOf(personId)).toEqual([privileges]);
  });
});
