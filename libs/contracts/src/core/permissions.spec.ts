import { describe, expect, it } from '@jest/globals';
import type { Actor } from './actor.js';
import { isPublic, mayActor, PERMISSIONS, type Holder, type Permission } from './permissions.js';

const person = (privileges: Actor['privileges'] = []): Actor => ({
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: [],
  privileges,
  signedInBy: 'demo',
  sessionId: 's-1',
});
const service = (name: string): Actor => ({
  ...person(),
  kind: 'service',
  id: `service:${name}`,
  signedInBy: 'service',
});

describe(mayActor, () => {
  it.each<[string, Actor, Permission, boolean]>([
    ['a person may ask for credentials', person(), 'credentials.issue', true],
    ['a service may never ask for credentials', service('gateway'), 'credentials.issue', false],
    ['an engineer may not refresh an account', person(), 'inventory.refresh', false],
    ['an auditor may not refresh an account', person(['auditor']), 'inventory.refresh', false],
    ['an administrator may', person(['administrator']), 'inventory.refresh', true],
    ['an engineer does not see everything', person(), 'inventory.see-everything', false],
    ['an auditor does', person(['auditor']), 'inventory.see-everything', true],
    ['only the gateway starts sessions', service('gateway'), 'identity.sign-in', true],
    ['no other service does', service('credentials'), 'identity.sign-in', false],
    ['and no person does, not even an administrator', person(['administrator']), 'identity.sign-in', false],
    [
      'a person named like a service is not that service',
      { ...person(), id: 'service:gateway' },
      'identity.sign-in',
      false,
    ],
    [
      'a service with privileges of people has none',
      { ...service('x'), privileges: ['administrator'] },
      'tasks.run',
      false,
    ],
  ])('%s', (_sentence, actor, permission, allowed) => {
    expect(mayActor(actor, permission)).toBe(allowed);
  });
});

it('nothing but the public keys is open to anyone', () => {
  expect(isPublic('identity.read-actor-keys')).toBe(true);
  expect(isPublic('inventory.read')).toBe(false);
});

it('a service that reads the inventory reads all of it: a visibility rule is about people', () => {
  const servicesIn = (permission: Permission) => {
    const holders: readonly Holder[] = PERMISSIONS[permission].holders;
    return holders.filter((holder) => holder.startsWith('service:'));
  };
  expect(servicesIn('inventory.see-everything')).toEqual(servicesIn('inventory.read'));
});
