import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { QUOTAS, limitExceeded } from './iam-limits.rules.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';

/** Checks tags that a caller wants to set (IAM User Guide, "Tags for IAM resources"). */
export function readTags(tags: readonly TagInput[]): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  const seen = new Set<string>();
  for (const { Key = '', Value = '' } of tags) {
    refuseViolations(
      { 'tags.member.key': Key, 'tags.member.value': Value },
      {
        'tags.member.key': { minLength: 1, maxLength: 128, pattern: `${CHARACTERS}+` },
        'tags.member.value': { maxLength: 256, pattern: `${CHARACTERS}*` },
      },
    );
    const name = Key.toLowerCase();
    if (name.startsWith('aws:')) throw invalid('aws: prefixed tag key names are not allowed for external use.');
    if (seen.has(name)) throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    seen.add(name);
    read.set(Key, Value);
  }
  return read;
}

/** The tags after new ones were set: a key of another case replaces, as in IAM. */
export function mergedTags(
  current: ReadonlyMap<string, string>,
  set: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const replaced = new Set([...set.keys()].map((key) => key.toLowerCase()));
  const merged = new Map([...[...current].filter(([key]) => !replaced.has(key.toLowerCase())), ...set]);
  if (merged.size > QUOTAS.TagsPerRole) {
    throw limitExceeded(`The number of tags has reached the maximum limit of ${String(QUOTAS.TagsPerRole)}.`);
  }
  return merged;
}

/** The tags that stay when keys are taken away. */
export function withoutTags(
  current: ReadonlyMap<string, string>,
  keys: readonly string[],
): ReadonlyMap<string, string> {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return new Map([...current].filter(([key]) => !removed.has(key.toLowerCase())));
}

/** The condition keys that setting tags brings with it. */
export function requestTagContext(tags: readonly TagInput[]): Readonly<Record<string, string | readonly string[]>> {
  if (tags.length === 0) return {};
  const values = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}

/** Puts tags in the place of others, in the map that is kept. */
export function replaceTags(kept: Map<string, string>, tags: ReadonlyMap<string, string>): void {
  kept.clear();
  for (const [key, value] of tags) kept.set(key, value);
}

/** The tags of something new. */
export function newTags(tags: readonly TagInput[] | undefined): Map<string, string> {
  return new Map(mergedTags(new Map(), readTags(tags ?? [])));
}
