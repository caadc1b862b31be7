import type { ResourceDocument } from '@gatehouse/contracts';

/** Bytes of JSON that one reply may have: NATS takes a megabyte, and headers and the rest need some of it. */
const REPLY_BYTES = 900_000;
const TAG_BYTES = 200_000;
const SETTINGS_BYTES = 150_000;
const DOCUMENT_BYTES = 450_000;

/** The parts of a resource that can be large. AWS's own limits keep them far below what a reply takes. */
export interface LargeParts {
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly documents: readonly ResourceDocument[];
}

/** The same as far as it fits, and in words what does not. */
export interface FittingParts {
  readonly tags: Record<string, string>;
  readonly settings: Record<string, unknown>;
  readonly documents: ResourceDocument[];
  readonly omitted: string[];
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** As many tags as fit, in the order of their keys. */
export function fittingTags(tags: LargeParts['tags'], bytes = TAG_BYTES): Record<string, string> {
  let left = bytes;
  return Object.fromEntries(Object.entries(tags).filter((tag) => (left -= bytesOf(tag)) >= 0));
}

/** What of a resource fits into a reply. A document that does not is named, with an empty text. */
export function fittingParts({ tags, settings, documents }: LargeParts): FittingParts {
  const shownTags = fittingTags(tags);
  const missingTags = Object.keys(tags).length - Object.keys(shownTags).length;
  const areSettingsShown = bytesOf(settings) <= SETTINGS_BYTES;
  let left = DOCUMENT_BYTES;
  const shownDocuments = documents.map((it) => ((left -= bytesOf(it)) >= 0 ? it : { ...it, document: '' }));
  const missingTexts = shownDocuments.filter((it, index) => it !== documents[index]).length;
  return {
    tags: shownTags,
    settings: areSettingsShown ? { ...settings } : {},
    documents: shownDocuments,
    omitted: [
      ...(missingTags > 0 ? [`${missingTags} of ${Object.keys(tags).length} tags`] : []),
      ...(areSettingsShown ? [] : ['the settings']),
      ...(missingTexts > 0 ? [`the text of ${missingTexts} of ${documents.length} policies`] : []),
    ],
  };
}

/** How many of the rows fit into a reply: all of them, or a shorter page; the first one always. */
export function fittingCount(rows: readonly unknown[]): number {
  let left = REPLY_BYTES;
  const first = rows.findIndex((row, index) => (left -= bytesOf(row) + 1) < 0 && index > 0);
  return first === -1 ? rows.length : first;
}
