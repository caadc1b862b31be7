import { AwsError } from '../protocol/aws-error.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;

/** Checks the tags of a bucket (S3 User Guide, "Using cost allocation tags"): keys there are told apart by case. */
export function readBucketTags(tags: readonly TagInput[]): ReadonlyMap<string, string> {
  if (tags.length > MAX_TAGS) throw new AwsError('BadRequest', 'Bucket tag count cannot be greater than 50');
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const problem = read.has(Key) ? 'Cannot provide multiple Tags with the same key' : problemOf(Key, Value);
    if (problem !== undefined) throw new AwsError('InvalidTag', problem);
    read.set(Key, Value);
  }
  return read;
}

function problemOf(key: string, value: string): string | undefined {
  if (key === '' || key.length > 128) return 'The TagKey you have provided is invalid';
  if (value.length > 256) return 'The TagValue you have provided is invalid';
  return key.startsWith('aws:') ? 'System tags cannot be added/updated by requester' : undefined;
}
