import { compilePolicy, isPublicPolicy, parsePolicy, type CompiledPolicy } from '@gatehouse/iam-policy';
import { isShutToOthers, shuttingPolicy } from '../resource/shut-bucket.rules.js';
import { isDecidedByTrust, ROLE_TYPE } from './asked-resource.rules.js';
import type { LettingIn } from './holder.rules.js';
import { isOpenedByAcl, policyOfAcl } from './opening-acl.rules.js';

/** A resource as it is stored. */
export interface StoredResource {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  /** Of its own policy, or of a role's trust policy. */
  readonly text: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a resource itself has to say about an action. */
export interface OwnWord {
  /** Everything together, as the policy engine takes it. */
  readonly resourcePolicy: CompiledPolicy | undefined;
  /** What of it lets somebody in. */
  readonly letsIn: LettingIn;
  /** Whether that is everybody. */
  readonly isPublic: boolean;
}

/** What the resource says by its policy, by its access control list, and by S3's switches against openness. */
export function ownWordOf(resource: StoredResource, action: string, givenByAcl: readonly string[]): OwnWord {
  const { arn, resourceType, settings } = resource;
  const text = decidingText(resource, action);
  const isShut = isShutToOthers(resource, text);
  const policy = compiled(text, resourceType);
  const acl = compiled(givenByAcl.length > 0 ? policyOfAcl(action, arn, givenByAcl) : null, resourceType);
  const shut = compiled(isShut ? shuttingPolicy(resource) : null, resourceType);
  return {
    resourcePolicy: together([policy, acl, shut]),
    letsIn: { ...(policy && { policy }), ...(acl && { acl }) },
    isPublic: !isShut && (isOpenedByAcl(action, settings) || isPublicText(text)),
  };
}

function isPublicText(text: string | null): boolean {
  return text !== null && isPublicPolicy(text);
}

/** A role's document is its trust policy: it decides about assuming the role, and about nothing else. */
function decidingText({ resourceType, text }: StoredResource, action: string): string | null {
  return resourceType === ROLE_TYPE && !isDecidedByTrust(action) ? null : text;
}

function compiled(text: string | null, resourceType: string): CompiledPolicy | undefined {
  if (text === null) return undefined;
  const kind = resourceType === ROLE_TYPE ? 'trust' : 'resource';
  return compilePolicy(parsePolicy(text, { kind }).document, { id: 'resource', kind });
}

/** One policy that says what each of them says. */
function together(policies: readonly (CompiledPolicy | undefined)[]): CompiledPolicy | undefined {
  const said = policies.filter((policy) => policy !== undefined);
  const [first] = said;
  if (first === undefined || said.length === 1) return first;
  return {
    ...first,
    allows: said.flatMap(({ allows }) => allows),
    denies: said.flatMap(({ denies }) => denies),
  };
}
