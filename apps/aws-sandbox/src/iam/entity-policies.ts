import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { findManagedPolicy } from '../state/lookup.js';
import type { Group, ManagedPolicy, Role, User, World } from '../state/model.js';
import { noSuchEntity } from './iam-account.js';
import { refuseBadPolicy } from './iam-documents.js';
import { refuseInlineSize, refuseOver } from './iam-limits.rules.js';
import { attachedList, encodeDocument } from './iam-shapes.js';
import { type Page, pageOf, sortedBy } from './iam-paging.rules.js';

type Kind = 'role' | 'user' | 'group';
type Entity = Pick<Role | User | Group, 'name' | 'accountId' | 'inlinePolicies' | 'attachedPolicies'>;

interface InlineInput {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}

export function putInline(kind: Kind, entity: Entity, input: InlineInput): void {
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  refuseBadPolicy(document);
  refuseInlineSize(kind, entity.name, new Map([...entity.inlinePolicies, [name, document]]).values());
  entity.inlinePolicies.set(name, document);
}

export function deleteInline(kind: Kind, entity: Entity, name = ''): void {
  if (!entity.inlinePolicies.delete(name)) throw noInline(kind, name);
}

/** The document of an inline policy, encoded as IAM hands it out. */
export function inlineDocument(kind: Kind, entity: Entity, name = ''): string {
  const document = entity.inlinePolicies.get(name);
  if (document === undefined) throw noInline(kind, name);
  return encodeDocument(document);
}

function noInline(kind: Kind, name: string): AwsError {
  return noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`);
}

/** Attaches a managed policy that is there and that customers may attach. */
export function attach(
  quota: 'PoliciesPerRole' | 'PoliciesPerUser' | 'PoliciesPerGroup',
  entity: Entity,
  { call, arn }: { readonly call: Call; readonly arn: string },
): void {
  const policy = usablePolicy(call.world, entity.accountId, arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  if (policy.path.startsWith('/aws-service-role/')) {
    throw new AwsError('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.');
  }
  if (!entity.attachedPolicies.has(arn)) refuseOver(quota, entity.attachedPolicies.size + 1);
  entity.attachedPolicies.add(arn);
}

function usablePolicy(world: World, accountId: string, arn: string): ManagedPolicy | undefined {
  const owner = arn.split(':')[4];
  return owner === 'aws' || owner === accountId ? findManagedPolicy(world, arn) : undefined;
}

export function detach(entity: Entity, arn = ''): void {
  if (!entity.attachedPolicies.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
}

/** A boundary must be a managed policy of the account, or one of AWS's. */
export function refuseUnknownBoundary({ world, caller }: Call, arn: string | undefined): void {
  if (arn === undefined || usablePolicy(world, caller.accountId, arn) !== undefined) return;
  throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

interface ListInput {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** A page of the names of inline policies. */
export function inlinePage(entity: Entity, input: ListInput) {
  const names = sortedBy(entity.inlinePolicies.keys(), (name) => name);
  const { items, ...rest } = pageOf(names, (name) => name, input);
  return { PolicyNames: [...items], ...rest };
}

/** A page of the managed policies attached, by their path. */
export function attachedPage(entity: Entity, input: ListInput) {
  const prefix = input.PathPrefix ?? '/';
  const arns = [...entity.attachedPolicies].filter((arn) => pathOf(arn).startsWith(prefix));
  const { items, ...rest }: Page<string> = pageOf(
    sortedBy(arns, (arn) => arn),
    (arn) => arn,
    input,
  );
  return { AttachedPolicies: attachedList(items), ...rest };
}

/** `arn:aws:iam::1…:policy/team/name` → `/team/` */
function pathOf(policyArn: string): string {
  const resource = policyArn.slice(policyArn.indexOf(':policy/') + ':policy'.length);
  return resource.slice(0, resource.lastIndexOf('/') + 1);
}
