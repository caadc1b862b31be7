export interface RoleArnParts {
  readonly partition: string;
  readonly accountId: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly name: string;
}

/** Parts of the ARN of an IAM role, or null for any other text. */
export function parseRoleArn(text: string): RoleArnParts | null {
  const match = /^arn:([^:]+):iam::(\d{12}):role\/(.+)$/.exec(text);
  const [, partition, accountId, rest] = match ?? [];
  if (partition === undefined || accountId === undefined || rest === undefined) return null;
  const slash = rest.lastIndexOf('/');
  return { partition, accountId, path: slash < 0 ? '/' : `/${rest.slice(0, slash)}/`, name: rest.slice(slash + 1) };
}

/** Address of a role's page. Its ARN stays readable: colons and slashes are allowed in a path. */
export function rolePageHref(roleArn: string): string {
  return `/roles/${roleArn.split('/').map(encodeSegment).join('/')}`;
}

/** The text that the segments after `/roles/` or `/role/` stand for, whichever way its slashes were written. */
export function textOfSegments(segments: readonly string[]): string {
  return segments.map(decodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2C', ',');
}

/** A stray % is not an escape; then the text is taken as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
