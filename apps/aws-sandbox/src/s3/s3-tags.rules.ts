import { AwsError } from '../protocol/aws-error.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** What S3 takes as tags of one kind of thing. */
interface TagLimits {
  readonly max: number;
  readonly tooMany: string;
  readonly characters: RegExp;
}

const OF_BUCKETS: TagLimits = { max: 50, tooMany: 'Bucket tag count cannot be greater than 50', characters: /^/u };
const OF_OBJECTS: TagLimits = {
  max: 10,
  tooMany: 'Object tags cannot be greater than 10',
  characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
};

/** Checks the tags of a bucket (S3 User Guide, "Using cost allocation tags"): keys there are told apart by case. */
export function readBucketTags(tags: readonly TagInput[]): ReadonlyMap<string, string> {
  return readTags(tags, OF_BUCKETS);
}

/** Checks the tags of an object (S3 User Guide, "Categorizing your objects using tags"). */
export function readObjectTags(tags: readonly TagInput[]): ReadonlyMap<string, string> {
  return readTags(tags, OF_OBJECTS);
}

function readTags(tags: readonly TagInput[], limits: TagLimits): ReadonlyMap<string, string> {
  if (tags.length > limits.max) throw new AwsError('BadRequest', limits.tooMany);
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const problem = read.has(Key) ? 'Cannot provide multiple Tags with the same key' : problemOf(Key, Value, limits);
    if (problem !== undefined) throw new AwsError('InvalidTag', problem);
    read.set(Key, Value);
  }
  return read;
}

function problemOf(key: string, value: string, { characters }: TagLimits): string | undefined {
  if (key === '' || key.length > 128 || !characters.test(key)) return 'The TagKey you have provided is invalid';
  if (value.length > 256 || !characters.test(value)) return 'The TagValue you have provided is invalid';
  return key.startsWith('aws:') ? 'System tags cannot be added/updated by requester' : undefined;
}
