import {
  type Condition,
  type PrincipalElement,
  type Statement,
  asciiLowerCase,
  parsePolicy,
} from '@gatehouse/iam-policy';

/**
 * Keys that make a grant non-public when a condition ties them to fixed values (S3 User Guide, "Blocking public access to
 * your Amazon S3 storage", "The meaning of public").
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
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

const EQUALITY = /^(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/u;

const remembered = new Map<string, boolean>();
const MAX_REMEMBERED = 10_000;

/** Whether S3 calls a bucket policy public: some Allow reaches principals that no fixed value limits. */
export function isPublicPolicy(document: string): boolean {
  const known = remembered.get(document);
  if (known !== undefined) return known;
  const statements = parsePolicy(document, { kind: 'resource' }).document?.statements ?? [];
  const isPublic = statements.some(isPublicStatement);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(document, isPublic);
  return isPublic;
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
  // The name of an access point may be open as long as its account is not; so may the session of a role's unique id.
  if (key === 's3:dataaccesspointarn') return /^arn:[a-z-]+:s3:[a-z0-9-]*:\d{12}:accesspoint\//u.test(value);
  return !isLoose(value);
}

/** Wildcards and policy variables stand for values that nobody has named. */
function isLoose(value: string): boolean {
  return /[*?]|\$\{/u.test(value);
}

/** Ranges wider than /8 (IPv4, private ones apart) or /32 (IPv6) count as the whole internet. */
function isNarrow(cidr: string): boolean {
  const [address = '', length] = cidr.split('/');
  if (isLoose(cidr)) return false;
  if (address.includes(':')) return Number(length ?? 128) >= 32;
  return Number(length ?? 32) >= 8;
}
