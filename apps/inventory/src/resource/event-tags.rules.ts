/** Characters of tags that an event may carry; what AWS allows, 50 tags of 384, is far below. */
const TAG_CHARACTERS = 50_000;

/** The tags that fit into an event, in the order of their keys. */
export function eventTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  let left = TAG_CHARACTERS;
  const fitting = Object.entries(tags).filter(([key, value]) => (left -= key.length + value.length + 6) >= 0);
  return Object.fromEntries(fitting);
}
