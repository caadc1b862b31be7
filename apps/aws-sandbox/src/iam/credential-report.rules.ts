/** An access key in the report. */
export interface ReportedKey {
  readonly active: boolean;
  readonly rotatedAt: Date;
  readonly lastUsed: { readonly at: Date; readonly region: string; readonly service: string } | undefined;
}

/** One row of the report. */
export interface ReportedUser {
  readonly user: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** Undefined for users without a password; the root user's password is none that IAM manages. */
  readonly password:
    'not_supported' | { readonly changedAt: Date; readonly maxAgeDays: number | undefined } | undefined;
  readonly mfaActive: boolean;
  readonly keys: readonly ReportedKey[];
}

const DAY = 24 * 3600 * 1000;
const NONE = 'N/A';

const KEY_COLUMNS = ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'];

/** The columns in AWS's order (IAM User Guide, "Getting credential reports for your AWS account"). */
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...[1, 2].flatMap((number) => KEY_COLUMNS.map((column) => `access_key_${String(number)}_${column}`)),
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/** The report as comma-separated text, without an end of line behind the last row. */
export function credentialReport(users: readonly ReportedUser[]): string {
  return [COLUMNS, ...users.map(rowOf)].map((row) => row.join(',')).join('\n');
}

function rowOf({ user, arn, createdAt, password, mfaActive, keys }: ReportedUser): readonly string[] {
  return [
    user,
    arn,
    timeOf(createdAt),
    ...passwordColumns(password),
    String(mfaActive),
    ...[0, 1].flatMap((index) => keyColumns(keys[index])),
    ...['false', NONE, 'false', NONE],
  ];
}

function passwordColumns(password: ReportedUser['password']): readonly string[] {
  if (password === undefined) return ['false', NONE, NONE, NONE];
  if (password === 'not_supported') return ['not_supported', 'no_information', 'not_supported', 'not_supported'];
  const { changedAt, maxAgeDays } = password;
  const next = maxAgeDays === undefined ? NONE : timeOf(new Date(changedAt.getTime() + maxAgeDays * DAY));
  return ['true', 'no_information', timeOf(changedAt), next];
}

function keyColumns(key: ReportedKey | undefined): readonly string[] {
  if (key === undefined) return ['false', NONE, NONE, NONE, NONE];
  const { active, rotatedAt, lastUsed } = key;
  const use = lastUsed === undefined ? [NONE, NONE, NONE] : [timeOf(lastUsed.at), lastUsed.region, lastUsed.service];
  return [String(active), timeOf(rotatedAt), ...use];
}

/** `2026-11-22T10:15:00+00:00` */
function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}
