import type { NamedDocument, Principal } from '@gatehouse/contracts';
import type { ResourceParts } from '../resource/resource-parts.js';

/** Texts of documents by hex hash, and of managed policies by ARN. */
export type PolicyTexts = ReadonlyMap<string, string>;

type Documents = Pick<Principal, 'trustPolicy' | 'inlinePolicies' | 'attachedPolicies' | 'permissionsBoundary'>;

/** Hashes of the documents that belong to the principal itself. */
export function hashesIn({ document, inline }: ResourceParts): string[] {
  return [...(document === null ? [] : [document]), ...inline.map(({ hash }) => hash)];
}

/** ARNs of the managed policies that it refers to. */
export function policyArnsIn({ attached, boundary }: ResourceParts): string[] {
  return [...attached.map(({ arn }) => arn), ...(boundary === null ? [] : [boundary])];
}

/** A principal's policies with their texts; one whose text was not read (yet) is shown empty rather than left out. */
export function documentsOf(parts: ResourceParts, texts: PolicyTexts): Documents {
  const managed = (name: string, arn: string): NamedDocument => ({ name, arn, document: texts.get(arn) ?? '' });
  return {
    trustPolicy: parts.document === null ? null : (texts.get(parts.document) ?? null),
    inlinePolicies: parts.inline.map(({ name, hash }) => ({ name, arn: null, document: texts.get(hash) ?? '' })),
    attachedPolicies: parts.attached.map(({ name, arn }) => managed(name, arn)),
    permissionsBoundary: parts.boundary === null ? null : managed(nameIn(parts.boundary), parts.boundary),
  };
}

function nameIn(policyArn: string): string {
  return policyArn.slice(policyArn.lastIndexOf('/') + 1);
}
