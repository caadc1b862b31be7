import { settingLabel, settingText } from './setting-text.rules';

type Bucket = {
  readonly resourceType: string;
  readonly isPublic: boolean | null;
  readonly settings: Readonly<Record<string, unknown>>;
};

const GROUPS: Readonly<Record<string, string>> = {
  'http://acs.amazonaws.com/groups/global/AllUsers': 'Everybody',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers': 'Everybody with an AWS account',
  'http://acs.amazonaws.com/groups/s3/LogDelivery': 'The delivery of S3’s logs',
};

/** S3 User Guide, "Access control list (ACL) overview", what each permission means on a bucket. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  READ: 'lists the objects',
  WRITE: 'adds objects',
  READ_ACP: 'reads this list',
  WRITE_ACP: 'changes this list',
  FULL_CONTROL: 'has full control',
};

const CAUSES: Readonly<Record<string, string>> = {
  policy: 'its own policy lets everybody in',
  acl: 'its access control list lets everybody in',
};

/** Whether everybody gets in, and by what. */
export function publicText({ resourceType, isPublic, settings }: Bucket): string {
  if (isPublic === null) return 'Has no policy that could let everybody in';
  if (isPublic) return `Yes: ${causesOf(settings).join(', and ')}`;
  const hidden = resourceType === 'AWS::S3::Bucket' ? hiddenParts(settings) : [];
  return hidden.length === 0 ? 'No' : `Not as far as can be seen: AWS does not show ${hidden.join(' and ')}`;
}

function causesOf({ publicThrough }: Bucket['settings']): string[] {
  const told = Array.isArray(publicThrough) ? publicThrough.map((cause) => CAUSES[String(cause)]) : [];
  const known = told.filter((cause) => cause !== undefined);
  return known.length === 0 ? ['its own policy lets everybody in'] : known;
}

function hiddenParts({ unreadable }: Bucket['settings']): string[] {
  const parts: unknown[] = Array.isArray(unreadable) ? unreadable : [];
  const names = { 'policy-status': 'its policy', acl: 'its access control list' };
  return Object.entries(names).flatMap(([part, name]) => (parts.includes(part) ? [name] : []));
}

/**
 * The settings of a resource for reading, by name: what S3 calls them is in words, the rest as it is. By what a bucket is
 * public is said where it says that it is.
 */
export function settingsInWords({ resourceType, settings }: Omit<Bucket, 'isPublic'>) {
  const words = resourceType === 'AWS::S3::Bucket' ? BUCKET_WORDS : {};
  return Object.entries(settings)
    .filter(([name]) => words[name] !== null)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => ({ label: settingLabel(name), text: (words[name] ?? settingText)(value) }));
}

/** Null for what is not shown. */
const BUCKET_WORDS: Readonly<Record<string, ((value: unknown) => string) | null>> = {
  acl: aclText,
  publicAccessBlock: blockText,
  accountPublicAccessBlock: blockText,
  publicThrough: null,
};

function blockText(block: unknown): string {
  return block === null ? 'None' : settingText(block);
}

function aclText(acl: unknown): string {
  if (!Array.isArray(acl)) return settingText(acl);
  return acl.length === 0 ? 'Gives nobody anything' : acl.map(grantText).join('\n');
}

function grantText(grant: unknown): string {
  const { permission, ...given } = (grant ?? {}) as Readonly<Record<string, unknown>>;
  const may = String(permission);
  return `${granteeText(given)} ${PERMISSIONS[may] ?? may}`;
}

/** `accountId` is null of an account that is not known here, or not seen. */
function granteeText({ kind, grantee, accountId }: Readonly<Record<string, unknown>>): string {
  const name = String(grantee);
  if (kind === 'owner') return 'The owner';
  if (kind === 'group') return GROUPS[name] ?? name;
  if (kind !== 'account') return name;
  return typeof accountId === 'string' ? `Account ${accountId}` : `An account not known here (canonical id ${name})`;
}
