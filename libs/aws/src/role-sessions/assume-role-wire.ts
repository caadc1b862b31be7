import type { AssumeRoleCommandInput, Credentials } from '@aws-sdk/client-sts';

const BEGINNING = 'Action=AssumeRole&Version=2011-06-15';
/** Members of the request that are written here. */
const KNOWN = new Set(['RoleArn', 'RoleSessionName', 'Policy', 'DurationSeconds', 'Tags', 'SourceIdentity']);

/**
 * The body of an AssumeRole request, as the SDK writes it from its schemas; undefined when the request has members that
 * are not known here.
 */
export function assumeRoleBody(input: AssumeRoleCommandInput): string | undefined {
  if (!Object.keys(input).every((member) => KNOWN.has(member))) return undefined;
  const { RoleArn, RoleSessionName, Policy, DurationSeconds, Tags = [], SourceIdentity } = input;
  const tags = Tags.map(
    ({ Key, Value }, index) =>
      parameter(`Tags.member.${index + 1}.Key`, Key) + parameter(`Tags.member.${index + 1}.Value`, Value),
  );
  return (
    BEGINNING +
    parameter('RoleArn', RoleArn) +
    parameter('RoleSessionName', RoleSessionName) +
    parameter('Policy', Policy) +
    parameter('DurationSeconds', DurationSeconds) +
    tags.join('') +
    parameter('SourceIdentity', SourceIdentity)
  );
}

function parameter(name: string, value: string | number | undefined): string {
  return value === undefined ? '' : `&${name}=${encoded(String(value))}`;
}

const PLAIN = /^[\w.~-]*$/;

/** RFC 3986, which `encodeURIComponent` is older than. */
function encoded(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Nothing that these may hold is written in another way in XML. */
const ACCESS_KEY_ID = /<AccessKeyId>(\w{16,128})<\/AccessKeyId>/;
const SECRET_ACCESS_KEY = /<SecretAccessKey>([\w/+=]{16,256})<\/SecretAccessKey>/;
const SESSION_TOKEN = /<SessionToken>([\w/+=.-]{1,16384})<\/SessionToken>/;
const EXPIRATION = /<Expiration>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)<\/Expiration>/;
const ENDING = /<\/AssumeRoleResponse>\s*$/;

/** The credentials of a usual answer to AssumeRole; undefined when it is written in any other way than AWS writes it. */
export function credentialsIn(answer: string): Credentials | undefined {
  const [AccessKeyId, SecretAccessKey, SessionToken, expiration] = [
    ACCESS_KEY_ID,
    SECRET_ACCESS_KEY,
    SESSION_TOKEN,
    EXPIRATION,
  ].map((pattern) => pattern.exec(answer)?.[1]);
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !expiration || !ENDING.test(answer)) return undefined;
  return { AccessKeyId, SecretAccessKey, SessionToken, Expiration: new Date(expiration) };
}
