import { AwsError } from '../protocol/aws-error.js';

const MAX_TAGS = 50;

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Refuses tags that EventBridge refuses: reserved keys, ones too long, twice the same. */
export function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ Key = '' }) => Key);
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined)
    throw refused(`Tag key ${reserved} is not valid: keys that begin with aws: are reserved.`);
  const long = tags.find(({ Key = '', Value = '' }) => Key === '' || Key.length > 128 || Value.length > 256);
  if (long !== undefined) throw refused('A tag key has 1 to 128 characters and its value at most 256.');
  if (new Set(keys).size < keys.length) throw refused('Cannot provide multiple tags with the same key.');
  checkNumber(keys.length);
}

/** Tags as pairs. */
export function tagsIn(tags: readonly Tag[] = []): ReadonlyArray<readonly [string, string]> {
  return tags.map(({ Key = '', Value = '' }) => [Key, Value]);
}

/** Refuses more tags than a resource can have. */
export function checkNumber(tags: number): void {
  if (tags > MAX_TAGS) {
    throw new AwsError('LimitExceededException', `A resource can have at most ${String(MAX_TAGS)} tags.`);
  }
}

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
