import { asciiLowerCase } from '../match/ascii.js';
import type { Condition, PrincipalElement, Statement } from '../parse/ast.js';
import { parsePolicy } from '../parse/parse-policy.js';

/**
 * Keys that make a grant non-public when a condition ties them to fixed values (S3 User Guide, "Blocking public access to
 * your Amazon S3 storage", "The meaning of public"; other services judge alike).
 */
const FIXING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:userid',
  'kms:calleraccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

const EQUALITY = /^(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/u;

/**
 * Whether a resource's own policy (JSON text) lets everybody in: some Allow reaches principals that no fixed value
 * limits. A document that does not parse lets nobody in.
 */
export function isPublicPolicy(document: string): boolean {
  const statements = parsePolicy(document, { kind: 'resource' }).document?.statements ?? [];
  return statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principal, conditions }: Statement): boolean {
  if (effect !== 'Allow' || principal === undefined) return false;
  return reachesAnybody(principal) && !conditions.some(isFixed);
}

/** NotPrincipal with Allow reaches everybody but a few. */
function reachesAnybody({ negated, entries }: PrincipalElement): boolean {
  return negated || entries.some(({ value }) => isLoose(value));
}

function isFixed({ operator, key, values }: Condition): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues' || values.length === 0) return false;
  const name = asciiLowerCase(key.value);
  if (name === 'aws:sourceip') return operator.name === 'IpAddress' && values.every(({ value }) => isNarrow(value));
  if (!EQUALITY.test(operator.name) || !FIXING_KEYS.has(name)) return false;
  return values.every(({ value }) => isFixedValue(name, value));
}

function isFixedValue(key: string, value: string): boolean {
  // The name of an access point may be open as long as its account is not.
  if (key === 's3:dataaccesspointarn') return /^arn:[a-z-]+:s3:[a-z0-9-]*:\d{12}:accesspoint\//u.test(value);
  return !isLoose(value);
}

/** Wildcards and policy variables stand for values that nobody has named. */
function isLoose(value: string): boolean {
  return /[*?]|\$\{/u.test(value);
}

/** Ranges wider than /8 (IPv4) or /32 (IPv6) count as the whole internet. */
function isNarrow(cidr: string): boolean {
  const [address = '', length] = cidr.split('/');
  if (isLoose(cidr)) return false;
  return address.includes(':') ? Number(length ?? 128) >= 32 : Number(length ?? 32) >= 8;
}
