import type { Actor } from './actor.js';

/**
 * Who may hold a permission:
 * `anyone` needs no actor at all; `person` is every signed-in person; `administrator` and `auditor` are people whom
 * identity's configuration gives that privilege by group; `service:<name>` is one service acting for itself.
 */
export type Holder = 'anyone' | 'person' | 'administrator' | 'auditor' | `service:${string}`;

/** Every permission that a contract can ask for, what it lets one do, and who holds it. */
export const PERMISSIONS = {
  'identity.read-actor-keys': {
    summary: 'Read the public keys that actor tokens are verified with.',
    holders: ['anyone'],
  },
  'identity.sign-in': {
    summary: 'Start, exchange and end the sessions of people. Only the gateway does this, on their behalf.',
    holders: ['service:gateway'],
  },
  'identity.read-own-profile': { summary: 'Read who one is signed in as.', holders: ['person'] },
  'inventory.read': {
    summary: 'See accounts, principals and their policies.',
    holders: ['person', 'service:credentials'],
  },
  'inventory.see-everything': {
    summary: 'See all of the estate, whatever the visibility rule leaves to others.',
    holders: ['administrator', 'auditor', 'service:credentials'],
  },
  'inventory.refresh': { summary: 'Bring an account up to date now.', holders: ['administrator'] },
  'inventory.refresh-resource': { summary: 'Bring one resource up to date now.', holders: ['person'] },
  'credentials.read': { summary: 'See which roles one is eligible for, and why.', holders: ['person'] },
  'credentials.explain-for-others': {
    summary: 'See who is eligible for a role, and why.',
    holders: ['administrator', 'auditor'],
  },
  'credentials.issue': {
    summary: 'Get credentials and console links for roles one is eligible for.',
    holders: ['person'],
  },
  'tasks.read': { summary: 'See scheduled tasks and how their runs went.', holders: ['administrator', 'auditor'] },
  'tasks.run': { summary: 'Run, pause and resume tasks.', holders: ['administrator'] },
} as const satisfies Record<string, { summary: string; holders: readonly Holder[] }>;

export type Permission = keyof typeof PERMISSIONS;

/** True when no actor token is needed. */
export function isPublic(permission: Permission): boolean {
  const holders: readonly Holder[] = PERMISSIONS[permission].holders;
  return holders.includes('anyone');
}

/** The one decision about permissions: whether this actor holds it. What depends on data is a rule of its service. */
export function mayActor(actor: Actor, permission: Permission): boolean {
  const holders: readonly Holder[] = PERMISSIONS[permission].holders;
  return holders.some((holder) => holds(actor, holder));
}

function holds(actor: Actor, holder: Holder): boolean {
  switch (holder) {
    case 'anyone':
      return true;
    case 'person':
      return actor.kind === 'person';
    case 'administrator':
    case 'auditor':
      return actor.kind === 'person' && actor.privileges.includes(holder);
    default:
      return actor.kind === 'service' && actor.id === holder;
  }
}
