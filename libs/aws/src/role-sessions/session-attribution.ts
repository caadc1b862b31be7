import { createHash } from 'node:crypto';

/** STS takes 2 to 64 of these for session names and SourceIdentity. Source: AssumeRole, STS API reference. */
const NAME_LIMIT = 64;
const DIGEST_LENGTH = 8;
const NOT_ALLOWED_IN_NAMES = /[^\w+=,.@-]/g;

/** Session tags: value of at most 256 of these. Source: "Rules for adding session tags", IAM user guide. */
const TAG_VALUE_LIMIT = 256;
const NOT_ALLOWED_IN_TAGS = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/** Key of the session tag that holds the person. */
export const PERSON_TAG = 'gatehouse-person';
/** Key of the session tag that holds the id in the ledger of role sessions. */
export const ROLE_SESSION_TAG = 'gatehouse-role-session';

/**
 * An actor's id as STS takes it, for `RoleSessionName` and `SourceIdentity`: the same id always gives the same name,
 * and two ids never share one. An id that had to be changed or cut ends in a digest of the whole.
 */
export function sessionNameOf(actorId: string): string {
  const cleaned = actorId.replace(NOT_ALLOWED_IN_NAMES, '-');
  if (cleaned === actorId && cleaned.length >= 2 && cleaned.length <= NAME_LIMIT) return cleaned;
  const digest = createHash('sha256').update(actorId).digest('hex').slice(0, DIGEST_LENGTH);
  return `${cleaned.slice(0, NAME_LIMIT - DIGEST_LENGTH - 1)}-${digest}`;
}

/** A value as STS takes it in a session tag. */
export function tagValueOf(value: string): string {
  return value.replace(NOT_ALLOWED_IN_TAGS, '-').slice(0, TAG_VALUE_LIMIT);
}
