import { AwsError } from '../protocol/aws-error.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';

const MAX_TAGS = 50;
const CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';

/** The tags of a function after new ones were set; refuses what Lambda refuses. */
export function mergedTags(
  current: ReadonlyMap<string, string>,
  set: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  for (const [key, value] of Object.entries(set)) refuseTag(key, value);
  const merged = new Map([...current, ...Object.entries(set)]);
  if (merged.size <= MAX_TAGS) return merged;
  throw invalid(`The number of tags exceeds the maximum of ${String(MAX_TAGS)}.`);
}

function refuseTag(key: string, value: string): void {
  const broken = violations(
    { 'tags.key': key, 'tags.value': value },
    {
      'tags.key': { minLength: 1, maxLength: 128, pattern: `${CHARACTERS}+` },
      'tags.value': { maxLength: 256, pattern: `${CHARACTERS}*` },
    },
  );
  if (broken.length > 0) throw invalid(validationMessage(broken));
  if (key.toLowerCase().startsWith('aws:')) {
    throw invalid('The aws: prefix is reserved for AWS use. Tag keys cannot begin with it.');
  }
}

/** The condition keys that setting tags brings with it. */
export function tagContext(
  tags: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string | readonly string[]>> {
  const entries = Object.entries(tags ?? {});
  if (entries.length === 0) return {};
  const values = Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value]));
  return { ...values, 'aws:TagKeys': entries.map(([key]) => key) };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { details: { Type: 'User' } });
}
