import type { ResourceDocument } from '@gatehouse/contracts';
import { documentKindOf } from './document-kind.rules.js';
import type { ResourceParts } from './resource-parts.js';

/** Texts of documents by hex hash, and of managed policies by ARN. */
export interface DocumentTexts {
  readonly byHash: ReadonlyMap<string, string>;
  readonly byPolicy: ReadonlyMap<string, string>;
}

/** Hashes of the documents that belong to the resource itself. */
export function hashesIn({ document, inline }: ResourceParts): string[] {
  return [...(document === null ? [] : [document]), ...inline.map(({ hash }) => hash)];
}

/** ARNs of the managed policies that it refers to. */
export function policyArnsIn({ attached, boundary }: ResourceParts): string[] {
  return [...attached.map(({ arn }) => arn), ...(boundary === null ? [] : [boundary])];
}

/** The longest document that a reply holds; AWS's own limits are far below. */
const DOCUMENT_LIMIT = 200_000;

/**
 * A resource's policies, its own first, each with the part it plays. One whose text was not read (yet) is shown empty
 * rather than left out.
 */
export function resourceDocuments(
  { resourceType, name }: { readonly resourceType: string; readonly name: string },
  parts: ResourceParts,
  { byHash, byPolicy }: DocumentTexts,
): ResourceDocument[] {
  const kind = documentKindOf(resourceType);
  const own = { trust: 'trust policy', resource: 'resource policy', document: name }[kind];
  const textOf = (hash: string) => (byHash.get(hash) ?? '').slice(0, DOCUMENT_LIMIT);
  const managed = (as: 'attached' | 'boundary', policy: string, arn: string): ResourceDocument => ({
    kind: as,
    name: policy,
    arn,
    document: (byPolicy.get(arn) ?? '').slice(0, DOCUMENT_LIMIT),
  });
  return [
    ...(parts.document === null ? [] : [{ kind, name: own, arn: null, document: textOf(parts.document) }]),
    ...parts.inline.map((policy) => ({
      kind: 'inline' as const,
      name: policy.name,
      arn: null,
      document: textOf(policy.hash),
    })),
    ...parts.attached.map((policy) => managed('attached', policy.name, policy.arn)),
    ...(parts.boundary === null ? [] : [managed('boundary', nameIn(parts.boundary), parts.boundary)]),
  ];
}

function nameIn(policyArn: string): string {
  return policyArn.slice(policyArn.lastIndexOf('/') + 1);
}
