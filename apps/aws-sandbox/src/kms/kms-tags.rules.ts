import { AwsError } from '../protocol/aws-error.js';

interface TagInput {
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

const MAX_TAGS = 50;

/** Checks tags that are to be set on a key that has some (KMS API Reference, TagResource). */
export function readKeyTags(tags: readonly TagInput[], existing: ReadonlyMap<string, string> = new Map()) {
  const read = new Map<string, string>();
  for (const { TagKey = '', TagValue = '' } of tags) {
    if (read.has(TagKey)) throw new AwsError('TagException', 'Duplicate tag keys');
    const problem = problemOf(TagKey, TagValue);
    if (problem !== undefined) throw new AwsError('TagException', problem);
    read.set(TagKey, TagValue);
  }
  if (new Set([...existing.keys(), ...read.keys()]).size > MAX_TAGS)
    throw new AwsError('TagException', 'Too many tags');
  return read;
}

function problemOf(key: string, value: string): string | undefined {
  if (key === '' || key.length > 128) return 'Tag keys have 1 to 128 characters';
  if (value.length > 256) return 'Tag values have at most 256 characters';
  return /^aws:/iu.test(key) ? 'Tag keys that begin with aws: are reserved' : undefined;
}

/** Tags of a request as condition keys. */
export function requestTagKeys(tags: readonly TagInput[] | undefined) {
  if (tags === undefined || tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ TagKey = '', TagValue = '' }) => [`aws:RequestTag/${TagKey}`, TagValue])),
    'aws:TagKeys': tags.map(({ TagKey = '' }) => TagKey),
  };
}
