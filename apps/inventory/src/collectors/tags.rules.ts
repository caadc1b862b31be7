interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

/** AWS's lists of tags, in either of its spellings, as a record. */
export function tagsOf(tags: readonly AnyTag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(({ Key, TagKey, Value, TagValue }) => [Key ?? TagKey ?? '', Value ?? TagValue ?? '']),
  );
}
