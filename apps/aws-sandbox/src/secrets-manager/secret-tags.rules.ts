import { AwsError } from '../protocol/aws-error.js';

interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;
const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/** Checks tags that are to be set on a secret that has some (Secrets Manager API Reference, TagResource). */
export function readSecretTags(tags: readonly TagInput[], existing: ReadonlyMap<string, string> = new Map()) {
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    const problem = problemOf(Key, Value);
    if (problem !== undefined) throw invalid(problem);
    read.set(Key, Value);
  }
  if (new Set([...existing.keys(), ...read.keys()]).size > MAX_TAGS) {
    throw invalid(`A secret has at most ${String(MAX_TAGS)} tags.`);
  }
  return read;
}

function problemOf(key: string, value: string): string | undefined {
  if (key === '' || key.length > 128) return 'Tag keys have 1 to 128 characters.';
  if (value.length > 256) return 'Tag values have at most 256 characters.';
  return /^aws:/iu.test(key) ? 'Tag keys that begin with aws: are reserved for AWS.' : undefined;
}
