import { AwsError } from '../protocol/aws-error.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 10;

/** Checks the tags of an object (S3 User Guide, "Categorizing your objects using tags"). */
export function readObjectTags(tags: readonly TagInput[]): ReadonlyMap<string, string> {
  if (tags.length > MAX_TAGS) throw new AwsError('BadRequest', 'Object tags cannot be greater than 10');
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const problem = read.has(Key) ? 'Cannot provide multiple Tags with the same key' : problemOf(Key, Value);
    if (problem !== undefined) throw new AwsError('InvalidTag', problem);
    read.set(Key, Value);
  }
  return read;
}

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function problemOf(key: string, value: string): string | undefined {
  if (key === '' || key.length > 128 || !ALLOWED.test(key)) return 'The TagKey you have provided is invalid';
  if (value.length > 256 || !ALLOWED.test(value)) return 'The TagValue you have provided is invalid';
  return key.startsWith('aws:') ? 'System tags cannot be added/updated by requester' : undefined;
}
