import type { ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { invalidParameter } from './sns-errors.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Checks tags that a caller wants to set (SNS Developer Guide, "Amazon SNS topic tagging"). Case tells keys apart. */
export function readTags(tags: readonly TagInput[] = []): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const problem = read.has(Key) ? 'Duplicated keys are not allowed.' : problemOf(Key, Value);
    if (problem !== undefined) throw invalidParameter(problem);
    read.set(Key, Value);
  }
  return read;
}

function problemOf(key: string, value: string): string | undefined {
  if (/^aws:/iu.test(key)) return 'Tags Reason: keys that start with aws: are reserved for AWS use.';
  if (key === '' || key.length > 128 || !CHARACTERS.test(key)) return `Tags Reason: the key ${key} is invalid`;
  return value.length > 256 || !CHARACTERS.test(value) ? `Tags Reason: the value of ${key} is invalid` : undefined;
}

/** The tags after new ones were set. */
export function mergedTags(
  current: ReadonlyMap<string, string>,
  set: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const merged = new Map([...current, ...set]);
  if (merged.size <= MAX_TAGS) return merged;
  throw new AwsError('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
}

/** The condition keys that setting tags brings with it. */
export function requestTagContext(tags: readonly TagInput[] = []): Readonly<Record<string, ContextValue>> {
  if (tags.length === 0) return {};
  const values = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}
