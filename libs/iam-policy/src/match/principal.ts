import type { PrincipalElement, PrincipalEntry } from '../parse/ast.js';
import { parseArn } from './arn.js';
import type { Caller } from './caller.js';
import { NO, type Truth, UNSURE, YES, not } from './truth.js';
import { compileWildcard } from './wildcard.js';

/**
 * What naming a principal in an Allow of a resource policy is worth in the principal's own account:
 * `NONE` nothing, `ACCOUNT` only delegates to the account's identity policies, `ROLE` replaces the identity policy but
 * not boundary and session policy, `DIRECT` replaces all of them.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "Policy evaluation for requests within a single account".
 */
export type Grant = 0 | 1 | 2 | 3;
export const NO_GRANT = 0;
export const ACCOUNT_GRANT = 1;
export const ROLE_GRANT = 2;
export const DIRECT_GRANT = 3;

/** How a principal element speaks of a caller. `grant` counts for an Allow, `truth` for a Deny. */
export interface PrincipalMatch {
  readonly truth: Truth;
  readonly grant: Grant;
}

const MISS: PrincipalMatch = { truth: NO, grant: NO_GRANT };
const OPEN: PrincipalMatch = { truth: UNSURE, grant: NO_GRANT };
const ACCOUNT: PrincipalMatch = { truth: YES, grant: ACCOUNT_GRANT };
const ROLE: PrincipalMatch = { truth: YES, grant: ROLE_GRANT };
const DIRECT: PrincipalMatch = { truth: YES, grant: DIRECT_GRANT };

type EntryTest = (caller: Caller) => PrincipalMatch;

const ACCOUNT_ID = /^\d{12}$/;

/** The account root: everyone in the account, but in an Allow only by delegation, save for the root user itself. */
function accountTest(account: string, partition: string | undefined): EntryTest {
  return (caller) => {
    if (caller.account !== account) return MISS;
    if (partition !== undefined && caller.partition !== undefined && partition !== caller.partition) return MISS;
    return caller.type === 'root' ? DIRECT : ACCOUNT;
  };
}

/** A role ARN speaks of every session of the role. When only the session is known, its ARN has lost the path. */
function roleTest(arn: string): EntryTest {
  const parts = parseArn(arn);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return (caller) => {
    if (caller.roleArn !== undefined) return caller.roleArn === arn ? ROLE : MISS;
    const isSame =
      caller.roleName === name && caller.account === parts?.account && caller.partition === parts?.partition;
    return isSame ? ROLE : MISS;
  };
}

function arnTest(arn: string): EntryTest {
  const parts = parseArn(arn);
  if (parts?.service === 'iam' && parts.resource === 'root') return accountTest(parts.account, parts.partition);
  if (/[*?]/.test(arn)) {
    const pattern = compileWildcard(arn);
    return (caller) =>
      [caller.arn, caller.roleArn, caller.userArn].some((own) => own !== undefined && pattern.matches(own))
        ? OPEN
        : MISS;
  }
  if (parts?.service === 'iam' && parts.resource.startsWith('role/')) return roleTest(arn);
  return (caller) => {
    if (caller.arn === arn) return DIRECT;
    return caller.userArn === arn ? ROLE : MISS;
  };
}

/** A unique id (`AIDA…`, `AROA…`): what AWS shows for a principal that was deleted and maybe made anew. */
function uniqueIdTest(id: string): EntryTest {
  return (caller) => {
    if (caller.uniqueId !== id) return MISS;
    return caller.type === 'role' || caller.type === 'session' ? ROLE : DIRECT;
  };
}

function awsTest(value: string): EntryTest {
  if (value === '*') return () => DIRECT;
  if (ACCOUNT_ID.test(value)) return accountTest(value, undefined);
  return value.startsWith('arn:') || /[*?]/.test(value) ? arnTest(value) : uniqueIdTest(value);
}

/** Services and identity providers are named in full; AWS's pages give `*` no meaning here. */
function namedTest(value: string, nameOf: (caller: Caller) => string | undefined): EntryTest {
  const hasWildcard = /[*?]/.test(value);
  const pattern = compileWildcard(value);
  return (caller) => {
    const name = nameOf(caller);
    if (name === undefined || !pattern.matches(name)) return MISS;
    return hasWildcard ? OPEN : DIRECT;
  };
}

function canonicalTest(value: string): EntryTest {
  return (caller) => {
    if (caller.canonicalId === undefined) return value === '*' ? OPEN : MISS;
    if (value === '*') return OPEN;
    if (caller.canonicalId !== value) return MISS;
    return caller.type === 'root' ? DIRECT : ACCOUNT;
  };
}

function entryTest({ type, value }: PrincipalEntry): EntryTest {
  switch (type) {
    case 'AWS':
      return awsTest(value);
    case 'Service':
      return namedTest(value, (caller) => caller.service);
    case 'Federated':
      return namedTest(value, (caller) => caller.provider);
    case 'CanonicalUser':
      return canonicalTest(value);
  }
}

/** `Principal` or `NotPrincipal`, ready to be asked. */
export interface CompiledPrincipal {
  match(caller: Caller): PrincipalMatch;
}

function bestMatch(tests: readonly EntryTest[], caller: Caller): PrincipalMatch {
  let best = MISS;
  for (const test of tests) {
    const match = test(caller);
    if (match.grant > best.grant || (match.grant === best.grant && match.truth > best.truth)) best = match;
  }
  return best;
}

/** What NotPrincipal must list of a caller so that AWS's page settles that it is exempt. */
const NEEDED: Readonly<Record<Caller['type'], readonly PrincipalMatch[]>> = {
  session: [DIRECT, ROLE, ACCOUNT],
  // Which session it will be is not known: something that cannot be found.
  role: [MISS],
  user: [DIRECT, ACCOUNT],
  'federated-user': [DIRECT, ACCOUNT],
  root: [DIRECT],
  service: [DIRECT],
  federated: [DIRECT],
  anonymous: [DIRECT],
};

/** Whether the list names somebody of the caller's account, and not just the account. */
function namesSomebodyOf(caller: Caller, entries: readonly PrincipalEntry[]): boolean {
  return entries.some(({ value }) => parseArn(value)?.account === caller.account && !value.endsWith(':root'));
}

/**
 * Whether NotPrincipal exempts the caller: YES when it lists the caller with its role and its account, UNSURE when it
 * lists only some of them (AWS warns that it may then deny the whole account), NO otherwise. A user and its account exempt
 * only that user. A caller with a permissions boundary is never exempt.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
function exemption(element: PrincipalElement, tests: readonly EntryTest[], caller: Caller): Truth {
  if (caller.hasBoundary) return NO;
  const { entries } = element;
  const found = tests.map((test) => test(caller)).filter((match) => match !== MISS);
  if (found.length === 0) return NO;
  if (found.includes(OPEN) || entries.some(({ value }) => value === '*')) return UNSURE;
  if (NEEDED[caller.type].every((match) => found.includes(match))) return YES;
  const isOnlyAccount = found.every((match) => match === ACCOUNT);
  return isOnlyAccount && namesSomebodyOf(caller, entries) ? NO : UNSURE;
}

/** Compiles the element. NotPrincipal never grants: AWS does not support it with Allow. */
export function compilePrincipal(element: PrincipalElement): CompiledPrincipal {
  const tests = element.entries.map(entryTest);
  if (!element.negated) return { match: (caller) => bestMatch(tests, caller) };
  return { match: (caller) => ({ truth: not(exemption(element, tests, caller)), grant: NO_GRANT }) };
}
