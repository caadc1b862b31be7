import type { ContextValue } from '../authorization/access-question.js';
import { invalidParameterValue } from './sqs-errors.js';

const MAX_TAGS = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Checks tags that a caller wants to set (SQS Developer Guide, "Amazon SQS cost allocation tags"). */
export function refuseBadTags(tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key.toLowerCase().startsWith('aws:')) {
      throw invalidParameterValue('Tag keys that start with aws: are reserved for AWS use.');
    }
    if (key.length < 1 || key.length > 128 || !CHARACTERS.test(key)) {
      throw invalidParameterValue(`The tag key ${key} is invalid: 1 to 128 letters, digits, spaces and _.:/=+-@.`);
    }
    if (value.length > 256 || !CHARACTERS.test(value)) {
      throw invalidParameterValue(
        `The value of tag ${key} is invalid: at most 256 letters, digits, spaces and _.:/=+-@.`,
      );
    }
  }
}

/** The tags after new ones were set. Keys are told apart by case. */
export function mergedTags(
  current: ReadonlyMap<string, string>,
  set: Readonly<Record<string, string>>,
  queueName: string,
): ReadonlyMap<string, string> {
  const merged = new Map([...current, ...Object.entries(set)]);
  if (merged.size > MAX_TAGS) throw invalidParameterValue(`Too many tags added for queue ${queueName}.`);
  return merged;
}

/** The condition keys that setting tags brings with it. */
export function requestTagContext(tags: Readonly<Record<string, string>>): Readonly<Record<string, ContextValue>> {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  const values = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': keys };
}
