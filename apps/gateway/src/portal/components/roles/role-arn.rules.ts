import { pathOfText } from '../text/path-text.rules';

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

/** Address of a role's page. */
export function rolePageHref(roleArn: string): string {
  return `/roles/${pathOfText(roleArn)}`;
}
