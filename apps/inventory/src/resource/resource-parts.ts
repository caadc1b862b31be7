import { hash } from 'node:crypto';
import { canonical } from './canonical.rules.js';
import type { AttachedPolicy, ObservedResource, ResourceSettings } from './observed-resource.js';
import { lastingSettings } from './lasting-settings.rules.js';
import { ownerOf } from './owner.rules.js';

/** A resource's policies, documents by the hex SHA-256 of their text. */
export interface ResourceParts {
  readonly document: string | null;
  readonly inline: readonly { readonly name: string; readonly hash: string }[];
  readonly attached: readonly AttachedPolicy[];
  readonly boundary: string | null;
  /** Absent where there are none. */
  readonly groups?: readonly string[];
}

/** What of a resource is compared, stored and versioned. */
export interface ResourceContent {
  readonly region: string;
  readonly isPublic: boolean | null;
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
  /** Follows from tags and configuration, so it makes no revision by itself. */
  readonly owner: string | null;
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

/** Puts a resource in canonical order and hashes it, so that an unchanged one is told by comparing 32 bytes. */
export function hashResource(observed: ObservedResource, ownerTags: readonly string[] = []): HashedResource {
  const documents = new Map<string, string>();
  const remember = (text: string): string => {
    const hash = sha256(text);
    documents.set(hash, text);
    return hash;
  };
  const content: ResourceContent = {
    region: observed.region,
    isPublic: observed.isPublic,
    tags: canonical(observed.tags) as Record<string, string>,
    settings: canonical(observed.settings) as ResourceSettings,
    parts: {
      document: observed.document === null ? null : remember(observed.document),
      inline: observed.inline.map(({ name, text }) => ({ name, hash: remember(text) })).sort(byName),
      attached: observed.attached.map(({ name, arn }) => ({ name, arn })).sort(byName),
      boundary: observed.boundary,
      ...(observed.groups.length > 0 && { groups: [...observed.groups].sort() }),
    },
  };
  const { name, path } = observed;
  const lasting = { ...content, settings: lastingSettings(observed.resourceType, content.settings) };
  const contentHash = sha256(JSON.stringify([name, path, lasting]));
  return { observed, content, contentHash, documents, owner: ownerOf(content.tags, ownerTags) };
}

function sha256(text: string): string {
  return hash('sha256', text);
}
