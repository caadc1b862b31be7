import { AwsError } from '../protocol/aws-error.js';

interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Refuses tags that EC2 does not take (EC2 User Guide, "Tag restrictions"). */
export function refuseTags(tags: readonly GivenTag[]): void {
  const seen = new Set<string>();
  for (const tag of tags) {
    const problem = problemOf(tag, seen);
    if (problem !== undefined) throw new AwsError('InvalidParameterValue', problem);
    seen.add(tag.Key ?? '');
  }
}

function problemOf({ Key = '', Value = '' }: GivenTag, seen: ReadonlySet<string>): string | undefined {
  if (Key === '') return 'Tag key cannot be null or empty. Tag keys must be between 1 and 128 characters in length.';
  if (Key.length > 128) return `Tag key exceeds the maximum length of 128 characters`;
  if (Value.length > 256) return `Tag value exceeds the maximum length of 256 characters`;
  if (Key.toLowerCase().startsWith('aws:')) return "Tag keys starting with 'aws:' are reserved for internal use";
  return seen.has(Key) ? `Duplicate tag key '${Key}' specified.` : undefined;
}
