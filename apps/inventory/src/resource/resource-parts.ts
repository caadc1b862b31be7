import { createHash } from 'node:crypto';
import type { AttachedPolicy, ObservedResource, ResourceSettings } from './observed-resource.js';

/** A resource's policies, documents by the hex SHA-256 of their text. */
export interface ResourceParts {
  readonly document: string | null;
  readonly inline: readonly { readonly name: string; readonly hash: string }[];
  readonly attached: readonly AttachedPolicy[];
  readonly boundary: string | null;
}

/** What of a resource is compared, stored and versioned. */
export interface ResourceContent {
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: ResourceSettings;
  readonly parts: ResourceParts;
}

/** A resource ready to be stored: its content in a canonical order, the content's hash, and the documents it names. */
export interface HashedResource {
  readonly observed: ObservedResource;
  readonly content: ResourceContent;
  /** Hex SHA-256: equal if and only if nothing changed. */
  readonly contentHash: string;
  readonly documents: ReadonlyMap<string, string>;
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

/** Puts a resource in canonical order and hashes it, so that an unchanged one is told by comparing 32 bytes. */
export function hashResource(observed: ObservedResource): HashedResource {
  const documents = new Map<string, string>();
  const remember = (text: string): string => {
    const hash = sha256(text);
    documents.set(hash, text);
    return hash;
  };
  const content: ResourceContent = {
    tags: Object.fromEntries(Object.entries(observed.tags).sort(([one], [other]) => (one < other ? -1 : 1))),
    settings: observed.settings,
    parts: {
      document: observed.document === null ? null : remember(observed.document),
      inline: observed.inline.map(({ name, text }) => ({ name, hash: remember(text) })).sort(byName),
      attached: observed.attached.map(({ name, arn }) => ({ name, arn })).sort(byName),
      boundary: observed.boundary,
    },
  };
  const { name, path } = observed;
  return { observed, content, contentHash: sha256(JSON.stringify([name, path, content])), documents };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
