import { AwsError } from '../protocol/aws-error.js';
import { invalidToken } from './web-identity.rules.js';

/** What a signed assertion says. */
export interface SamlAssertion {
  readonly issuer: string | undefined;
  readonly issuedAt: Date | undefined;
  readonly subject: string | undefined;
  readonly subjectFormat: string | undefined;
  readonly recipient: string | undefined;
  readonly confirmedUntil: Date | undefined;
  readonly validFrom: Date | undefined;
  readonly validUntil: Date | undefined;
  readonly audiences: readonly string[];
  readonly sessionUntil: Date | undefined;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** An assertion that holds now and here, in the terms of STS. */
export interface SamlIdentity {
  readonly subject: string;
  readonly subjectType: string;
  readonly audience: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly sessionUntil: Date | undefined;
}

const FRESH_MILLISECONDS = 5 * 60_000;
const NAME_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
const ATTRIBUTES = /^https:\/\/(?:aws\.amazon\.com|www\.amazonaws\.cn|aws\.amazonaws-us-gov\.com)\/SAML\/Attributes\//u;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/u;

const SIGN_IN_HOSTS: Readonly<Record<string, string>> = {
  aws: 'signin.aws.amazon.com',
  'aws-us-gov': 'signin.amazonaws-us-gov.com',
  'aws-cn': 'signin.amazonaws.cn',
};

const AUDIENCES: Readonly<Record<string, string>> = {
  aws: 'urn:amazon:webservices',
  'aws-us-gov': 'urn:amazon:webservices:govcloud',
  'aws-cn': 'urn:amazon:webservices:cn-north-1',
};

/** Where AWS takes assertions: the sign-in endpoint, also of a region, also with the provider's own path. */
function isSignIn(url: string, partition: string): boolean {
  const host = SIGN_IN_HOSTS[partition] ?? '';
  const match = /^https:\/\/([^/]+)\/saml(?:\/acs\/[\w-]+)?$/u.exec(url);
  return match?.[1] === host || match?.[1]?.endsWith(`.${host}`) === true;
}

/** Checks time, recipient and audience, and reads the attributes (IAM User Guide, "Configure SAML assertions"). */
export function samlIdentityOf(assertion: SamlAssertion, partition: string, now: Date): SamlIdentity {
  refuseStale(assertion, now);
  const { recipient = '', subject } = assertion;
  if (!isSignIn(recipient, partition)) throw invalidToken('Response does not contain the required recipient.');
  if (!assertion.audiences.some((each) => each === AUDIENCES[partition] || isSignIn(each, partition))) {
    throw invalidToken('Response does not contain the required audience.');
  }
  if (subject === undefined) throw invalidToken('Subject is required in AuthnResponse');
  return {
    subject,
    subjectType: (assertion.subjectFormat ?? '').replace(NAME_FORMAT, ''),
    audience: recipient,
    sessionName: sessionNameOf(assertion),
    sourceIdentity: sourceIdentityOf(assertion),
    tags: tagsOf(assertion),
    transitiveTagKeys: valuesOf(assertion, 'TransitiveTagKeys'),
    sessionUntil: assertion.sessionUntil,
  };
}

function refuseStale({ issuedAt, confirmedUntil, validFrom, validUntil }: SamlAssertion, now: Date): void {
  const time = now.getTime();
  if (issuedAt === undefined || confirmedUntil === undefined)
    throw invalidToken('The response has no time of issue, or no end.');
  if (time - issuedAt.getTime() > FRESH_MILLISECONDS) {
    throw new AwsError('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance');
  }
  const ends = [confirmedUntil, validUntil].flatMap((end) => (end === undefined ? [] : [end.getTime()]));
  if (ends.some((end) => end <= time)) throw new AwsError('ExpiredTokenException', 'Response has expired');
  const begins = [issuedAt, validFrom].flatMap((begin) => (begin === undefined ? [] : [begin.getTime()]));
  if (begins.some((begin) => begin - time > FRESH_MILLISECONDS)) throw invalidToken('Response is not yet valid');
}

/** The values of one of AWS's attributes. */
function valuesOf({ attributes }: SamlAssertion, name: string): readonly string[] {
  return [...attributes]
    .filter(([full]) => full.replace(ATTRIBUTES, '') === name && ATTRIBUTES.test(full))
    .flatMap(([, values]) => values);
}

function sessionNameOf(assertion: SamlAssertion): string {
  const [name] = valuesOf(assertion, 'RoleSessionName');
  if (name === undefined) throw invalidToken('RoleSessionName is required in AuthnResponse');
  if (SESSION_NAME.test(name)) return name;
  throw invalidToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
}

function sourceIdentityOf(assertion: SamlAssertion): string | undefined {
  const [identity] = valuesOf(assertion, 'SourceIdentity');
  if (identity === undefined || SESSION_NAME.test(identity)) return identity;
  throw invalidToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');
}

function tagsOf({ attributes }: SamlAssertion): SamlIdentity['tags'] {
  return [...attributes].flatMap(([name, values]) => {
    const key = ATTRIBUTES.test(name) ? /^PrincipalTag:(.+)$/u.exec(name.replace(ATTRIBUTES, ''))?.[1] : undefined;
    return key === undefined ? [] : [{ Key: key, Value: values[0] ?? '' }];
  });
}

/** Whether the assertion offers this role through this provider: a pair of ARNs in either order. */
export function offersRole(assertion: SamlAssertion, roleArn: string, providerArn: string): boolean {
  return valuesOf(assertion, 'Role').some((pair) => {
    const parts = pair.split(',').map((part) => part.trim());
    return parts.length === 2 && parts.includes(roleArn) && parts.includes(providerArn);
  });
}

/** Attributes of directories that AWS maps to condition keys (IAM User Guide, "Available keys for SAML-based federation"). */
const DIRECTORY_KEYS: Readonly<Record<string, string>> = {
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': 'saml:edupersonaffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.2': 'saml:edupersonnickname',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': 'saml:edupersonorgdn',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.4': 'saml:edupersonorgunitdn',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.5': 'saml:edupersonprimaryaffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': 'saml:edupersonprincipalname',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': 'saml:edupersonentitlement',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.8': 'saml:edupersonprimaryorgunitdn',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.9': 'saml:edupersonscopedaffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.10': 'saml:edupersontargetedid',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.11': 'saml:edupersonassurance',
  'urn:oid:2.5.4.3': 'saml:commonname',
  'urn:oid:2.5.4.4': 'saml:surname',
  'urn:oid:2.5.4.41': 'saml:name',
  'urn:oid:2.5.4.42': 'saml:givenname',
  'urn:oid:2.5.4.45': 'saml:x500uniqueidentifier',
  'urn:oid:0.9.2342.19200300.100.1.1': 'saml:uid',
  'urn:oid:0.9.2342.19200300.100.1.3': 'saml:mail',
  'urn:oid:0.9.2342.19200300.100.1.45': 'saml:organizationstatus',
};

/** The condition keys of directory attributes, each with all its values. */
export function directoryKeys({ attributes }: SamlAssertion): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...attributes].flatMap(([name, values]) => {
      const key = DIRECTORY_KEYS[name];
      return key === undefined ? [] : [[key, values]];
    }),
  );
}
