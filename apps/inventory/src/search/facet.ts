import { createHash } from 'node:crypto';

/** Something that a filter asks for by its exact value. */
export type FacetKind = 'key' | 'tag' | 'owner' | 'public';

/** The number that stands for it in the search table; the same as the function `search_facet` of the schema makes. */
export function facetOf(kind: FacetKind, value: string): string {
  return createHash('md5').update(`${kind}=${value}`).digest().readBigInt64BE(0).toString();
}
