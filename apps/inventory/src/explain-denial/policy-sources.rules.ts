import type { PolicySet, PolicySource } from '@gatehouse/iam-policy';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import type { DocumentTexts } from '../resource/resource-documents.rules.js';
import type { ResourceParts } from '../resource/resource-parts.js';

/** A principal, group or resource with the texts of its policies. */
export interface PartyPolicies {
  readonly name: string;
  readonly resourceType: string;
  readonly parts: ResourceParts;
  readonly texts: DocumentTexts;
}

/** Who is denied, the groups it is in, and what it wanted; null when that is not stored. */
export interface PartiesOfCall {
  readonly principal: PartyPolicies;
  readonly groups: readonly PartyPolicies[];
  readonly resource: PartyPolicies | null;
}

/** The policies of a call's parties, as the policy engine takes them; one whose text is not known is left out. */
export function policySourcesOf({ principal, groups, resource }: PartiesOfCall): PolicySet<PolicySource> {
  const { boundary } = principal.parts;
  const boundaryText = boundary === null ? undefined : principal.texts.byPolicy.get(boundary);
  return {
    identityPolicies: identityPoliciesOf(principal),
    ...(groups.length > 0 && { groupPolicies: groups.flatMap(identityPoliciesOf) }),
    // A boundary whose text is not known allows nothing: that is the safe side.
    ...(boundary !== null && { permissionsBoundary: { id: boundary, document: boundaryText ?? NOTHING } }),
    ...(resource !== null && ownPolicyOf(resource)),
  };
}

const NOTHING = '{"Version":"2012-10-17","Statement":[]}';

function identityPoliciesOf({ parts, texts }: PartyPolicies): PolicySource[] {
  const source = (id: string, document: string | undefined) => (document === undefined ? [] : [{ id, document }]);
  return [
    ...parts.inline.flatMap(({ name, hash }) => source(name, texts.byHash.get(hash))),
    ...parts.attached.flatMap(({ name, arn }) => source(name, texts.byPolicy.get(arn))),
  ];
}

function ownPolicyOf({ name, resourceType, parts, texts }: PartyPolicies): PolicySet<PolicySource> {
  const document = parts.document === null ? undefined : texts.byHash.get(parts.document);
  if (document === undefined || resourceType === RESOURCE_TYPES.managedPolicy) return {};
  const policy = { id: resourceType === RESOURCE_TYPES.role ? `trust policy of ${name}` : name, document };
  return resourceType === RESOURCE_TYPES.role ? { trustPolicy: policy } : { resourcePolicy: policy };
}
