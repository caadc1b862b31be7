import type { ResourceView } from '../state/resource-view.js';

/** Identities that the Tagging API leaves to IAM ("Services that support the Resource Groups Tagging API"). */
const LEFT_OUT: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group']);

/** Whether the Tagging API knows resources of this type. */
export function isTaggable({ type }: Pick<ResourceView, 'type'>): boolean {
  return !LEFT_OUT.has(type);
}

/** `ec2:instance`, `s3:bucket`: from the ARN, or where that names no type, from CloudFormation's name of it. */
export function resourceTypeOf({ arn, type }: Pick<ResourceView, 'arn' | 'type'>): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  const named = /^([a-z-]+)[/:]/u.exec(resource)?.[1];
  return `${service}:${named ?? type.slice(type.lastIndexOf(':') + 1).toLowerCase()}`;
}

/** Whether a resource is of one of the types asked for: `ec2` means every type of that service. */
export function isOfTypes(view: Pick<ResourceView, 'arn' | 'type'>, filters: readonly string[]): boolean {
  if (filters.length === 0) return true;
  const name = resourceTypeOf(view);
  return filters.some((filter) => name === filter || (!filter.includes(':') && name.startsWith(`${filter}:`)));
}

interface TagFilter {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** Every filter must hold; of a filter's values one is enough, and none at all means any. */
export function hasTags(tags: ReadonlyMap<string, string>, filters: readonly TagFilter[]): boolean {
  return filters.every(({ Key = '', Values = [] }) => {
    const value = tags.get(Key);
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  });
}
