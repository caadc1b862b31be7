import { AwsError } from '../protocol/aws-error.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';

interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;
const CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';

/** Checks tags of permission sets and instances. */
export function readTags(tags: readonly GivenTag[]): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const broken = violations(
      { 'tags.key': Key, 'tags.value': Value },
      {
        'tags.key': { minLength: 1, maxLength: 128, pattern: `${CHARACTERS}+` },
        'tags.value': { maxLength: 256, pattern: `${CHARACTERS}*` },
      },
    );
    if (broken.length > 0) throw invalid(validationMessage(broken));
    if (Key.toLowerCase().startsWith('aws:')) throw invalid('Tag keys that begin with aws: are reserved.');
    if (read.has(Key)) throw invalid(`The tag key ${Key} is given twice.`);
    read.set(Key, Value);
  }
  return read;
}

/** Refuses what would be too many tags. */
export function refuseMany(count: number): void {
  if (count <= MAX_TAGS) return;
  throw new AwsError('ServiceQuotaExceededException', `A resource has at most ${String(MAX_TAGS)} tags.`);
}

/** The condition keys that setting tags brings with it. */
export function tagContext(tags: readonly GivenTag[]): Readonly<Record<string, string | readonly string[]>> {
  if (tags.length === 0) return {};
  const values = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
