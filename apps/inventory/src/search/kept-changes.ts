/** So long `search_changes` holds what changed, for whoever follows it. */
export const CHANGES_KEPT_SECONDS = 3_600;
/** Whoever was away for longer begins anew. */
export const LONGEST_ABSENCE_MS = 3_000_000;
