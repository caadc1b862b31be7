/** What is compared of a principal or resource: the same shape from AWS and from the store. */
export interface ComparedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** Trust policy, document of a managed policy, or the resource's own policy. */
  readonly document: string | null;
  /** `name: text`, in order. */
  readonly inline: readonly string[];
  /** ARNs, in order. */
  readonly attached: readonly string[];
  readonly boundary: string | null;
  readonly groups: readonly string[];
}

/** By ARN. */
export type Compared = Map<string, ComparedResource>;

/** A resource with nothing but tags. */
export function plain(tags: Readonly<Record<string, string>>): ComparedResource {
  return { tags, document: null, inline: [], attached: [], boundary: null, groups: [] };
}

/** Tags as most services tell them. */
export function tagRecord(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
