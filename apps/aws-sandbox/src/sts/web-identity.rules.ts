import { AwsError } from '../protocol/aws-error.js';
import type { SessionTag } from './session-input.rules.js';

export type Claims = Readonly<Record<string, unknown>>;

/** What a token says of the one who holds it, checked as far as that goes without keys. */
export interface WebIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** The client the token is for: `azp` where there is one, else `aud`. */
  readonly audience: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly claims: Claims;
}

const TAGS_CLAIM = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY_CLAIM = 'https://aws.amazon.com/source_identity';

/** AWS keeps the domains of these itself: no provider needs to be made for them, and they have no ARN. */
const KNOWN_ISSUERS: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'accounts.google.com',
  'accounts.google.com': 'accounts.google.com',
  'https://cognito-identity.amazonaws.com': 'cognito-identity.amazonaws.com',
};

export function invalidToken(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', message);
}

/** Reads the claims of a token whose signature is a question of its own. */
export function webIdentityOf(claims: Claims, now: Date): WebIdentity {
  refuseExpired(claims, now);
  return {
    issuer: text(claims, 'iss'),
    subject: text(claims, 'sub'),
    audience: audienceOf(claims),
    sourceIdentity: optionalText(claims[SOURCE_IDENTITY_CLAIM]),
    ...tagsOf(claims[TAGS_CLAIM]),
    claims,
  };
}

function refuseExpired(claims: Claims, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1000);
  const expiry = instant(claims, 'exp');
  instant(claims, 'iat');
  if (expiry > seconds) return;
  throw new AwsError(
    'ExpiredTokenException',
    `Token expired: current date/time ${String(seconds)} must be before the expiration date/time ${String(expiry)}`,
  );
}

function instant(claims: Claims, name: string): number {
  const value = claims[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidToken(`Missing a required claim: ${name}`);
}

function text(claims: Claims, name: string): string {
  const value = optionalText(claims[name]);
  if (value !== undefined) return value;
  throw invalidToken(`Missing a required claim: ${name}`);
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Several audiences need a party that the token was issued to (OpenID Connect Core, "ID Token"). */
function audienceOf(claims: Claims): string {
  const party = optionalText(claims['azp']);
  if (party !== undefined) return party;
  const values = [claims['aud']].flat().filter((value): value is string => typeof value === 'string');
  const [first] = values;
  if (first === undefined) throw invalidToken('Missing a required claim: aud');
  if (values.length === 1) return first;
  throw invalidToken('Missing a required claim: azp');
}

/** `{ principal_tags: { team: ['payments'] }, transitive_tag_keys: ['team'] }` (IAM User Guide, "Pass session tags"). */
function tagsOf(claim: unknown): Pick<WebIdentity, 'tags' | 'transitiveTagKeys'> {
  if (typeof claim !== 'object' || claim === null) return { tags: [], transitiveTagKeys: [] };
  const { principal_tags: tags = {}, transitive_tag_keys: keys = [] } = claim as Record<string, unknown>;
  return {
    tags: Object.entries(tags as object).map(([Key, value]) => ({ Key, Value: String([value].flat()[0] ?? '') })),
    transitiveTagKeys: [keys].flat().map(String),
  };
}

/** What an issuer is called in trust policies and condition keys: its address without scheme. */
export function issuerName(issuer: string): string {
  return KNOWN_ISSUERS[issuer] ?? issuer.replace(/^https:\/\//u, '').replace(/\/$/u, '');
}

/** Whether AWS knows the issuer without being told. */
export function isKnownIssuer(issuer: string): boolean {
  return Object.hasOwn(KNOWN_ISSUERS, issuer);
}

/** The condition keys of a token: `<issuer>:aud`, `:sub`, `:amr`, and `:oaud` where the party stands in for the audience. */
export function identityKeys(identity: WebIdentity): Readonly<Record<string, string | readonly string[]>> {
  const name = issuerName(identity.issuer);
  const { amr, azp, aud } = identity.claims;
  return {
    [`${name}:aud`]: identity.audience,
    [`${name}:sub`]: identity.subject,
    ...(typeof azp === 'string' && aud !== undefined ? { [`${name}:oaud`]: [aud].flat().map(String) } : {}),
    ...(amr === undefined ? {} : { [`${name}:amr`]: [amr].flat().map(String) }),
  };
}
