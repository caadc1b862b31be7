import { parsePolicy } from '@gatehouse/iam-policy';

import { findRole, findUser } from '../state/lookup.js';
import type { World } from '../state/model.js';

/**
 * The first AWS principal of a document that is not there. AWS refuses to store a policy that names one
 * (IAM User Guide, "AWS JSON policy elements: Principal").
 */
export function unknownPrincipal(world: World, document: string, kind: 'trust' | 'resource'): string | undefined {
  const statements = parsePolicy(document, { kind }).document?.statements ?? [];
  return statements
    .flatMap(({ principal }) => principal?.entries ?? [])
    .filter(({ type }) => type === 'AWS')
    .map(({ value }) => value)
    .find((value) => !principalExists(world, value));
}

/** Whether an AWS principal of a policy is there: `*`, an account, a role, a user or a session of a role. */
export function principalExists(world: World, principal: string): boolean {
  if (principal === '*') return true;
  if (/^\d{12}$/u.test(principal)) return world.accounts.has(principal);
  const match = /^arn:([a-z-]+):(?:iam|sts)::(\d{12}):([a-z-]+)(?:\/(.+))?$/u.exec(principal);
  if (match === null) return false;
  const [partition, account, kind, name = ''] = match.slice(1) as [string, string, string, string | undefined];
  if (world.accounts.get(account)?.partition !== partition) return false;
  return EXISTS[kind]?.(world, { account, name, principal }) === true;
}

interface PrincipalParts {
  readonly account: string;
  readonly name: string;
  readonly principal: string;
}

const EXISTS: Readonly<Record<string, (world: World, parts: PrincipalParts) => boolean>> = {
  root: () => true,
  role: (world, { principal }) => findRole(world, principal) !== undefined,
  user: (world, { account, name, principal }) => findUser(world, account, lastPart(name))?.arn === principal,
  // Federated users are whatever users name them.
  'federated-user': () => true,
  // A session is named by its role; nobody knows the names of sessions to come.
  'assumed-role': (world, { account, name }) => hasRole(world, account, name.split('/')[0] ?? ''),
};

function hasRole(world: World, account: string, name: string): boolean {
  return world.accounts.get(account)?.roles.has(name.toLowerCase()) === true;
}

function lastPart(resource: string): string {
  return resource.slice(resource.lastIndexOf('/') + 1);
}
