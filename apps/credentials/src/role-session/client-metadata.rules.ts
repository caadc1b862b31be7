/** Characters of JSON that a client may put into the audit trail about itself. */
const LIMIT = 4_096;

/** A client's own words about itself, as they go into the audit trail: whole, or replaced by a note of their size. */
export function boundedMetadata(metadata: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  if (metadata === undefined) return {};
  const size = JSON.stringify(metadata).length;
  return size <= LIMIT ? { metadata } : { metadataLeftOut: `${size} characters, at most ${LIMIT} are kept` };
}
