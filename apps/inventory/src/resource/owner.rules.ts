/** The value of the first of `ownerTags` that is set; null when none is, or only empty ones are. */
export function ownerOf(tags: Readonly<Record<string, string>>, ownerTags: readonly string[]): string | null {
  const key = ownerTags.find((tag) => Object.hasOwn(tags, tag) && tags[tag] !== '');
  return key === undefined ? null : (tags[key] ?? null);
}
