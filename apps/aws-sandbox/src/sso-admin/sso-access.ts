import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { type CutPage, cutPage } from '../protocol/paging.rules.js';
import { type Constraint, validationMessage, violations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { type PermissionSet, type SsoInstance, ssoInstances } from './sso-state.js';

/** Members with which a caller names what an action is on. */
export interface OnInstance {
  readonly InstanceArn?: string | undefined;
  readonly PermissionSetArn?: string | undefined;
  /** An account. */
  readonly TargetId?: string | undefined;
  readonly AccountId?: string | undefined;
}

/** Every action is asked for on the instance, and on the permission set and the account that it names. */
export function onInstance(
  call: Call,
  input: OnInstance,
  { action, context = {} }: { readonly action: string; readonly context?: Readonly<Record<string, ContextValue>> },
): readonly AccessQuestion[] {
  const { InstanceArn = '', PermissionSetArn, TargetId, AccountId = TargetId } = input;
  const instance = ssoInstances(call.world).get(InstanceArn);
  const resourceAccountId = instance?.ownerAccountId ?? call.caller.accountId;
  const asked = { action: `sso:${action}`, resourceAccountId, context };
  const onSet = { ...asked, ...tagsOf(instance, PermissionSetArn) };
  return [
    { ...asked, resource: InstanceArn },
    ...(PermissionSetArn === undefined ? [] : [{ ...onSet, resource: PermissionSetArn }]),
    ...(AccountId === undefined ? [] : [{ ...asked, resource: accountArn(call, AccountId) }]),
  ];
}

function tagsOf(instance: SsoInstance | undefined, arn = ''): Pick<AccessQuestion, 'resourceTags'> {
  const tags = instance?.permissionSets.get(arn)?.tags;
  return tags === undefined ? {} : { resourceTags: tags };
}

function accountArn({ world, caller }: Call, account: string): string {
  return `arn:${partitionOf(world, caller.accountId)}:sso:::account/${account}`;
}

/** The instance of a call: in its own region, and the business of the account that owns it. */
export function instanceOf(call: Call, { InstanceArn = '' }: OnInstance): SsoInstance {
  const found = ssoInstances(call.world).get(InstanceArn);
  if (found?.region !== call.region || found.ownerAccountId !== call.caller.accountId) {
    throw notFound(`Instance ${InstanceArn} could not be found.`);
  }
  return found;
}

/** The permission set of a call, which must be there. */
export function permissionSetOf(call: Call, input: OnInstance): { instance: SsoInstance; set: PermissionSet } {
  const instance = instanceOf(call, input);
  const set = instance.permissionSets.get(input.PermissionSetArn ?? '');
  if (set === undefined) throw notFound(`PermissionSet ${input.PermissionSetArn ?? ''} could not be found.`);
  return { instance, set };
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function refuse(
  input: Readonly<Record<string, unknown>>,
  constraints: Readonly<Record<string, Constraint>>,
): void {
  const broken = violations(input, constraints);
  if (broken.length > 0) throw invalid(validationMessage(broken));
}

interface Paged {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** A page of a list of Identity Center: 1 to 100 items, and 100 when nobody says. */
export function pageOf<T>(list: Iterable<T>, keyOf: (item: T) => string, { MaxResults, NextToken }: Paged): CutPage<T> {
  refuse({ MaxResults }, { MaxResults: { min: 1, max: 100 } });
  const badToken = () => invalid('The pagination token is not valid.');
  return cutPage(list, { keyOf, limit: MaxResults ?? 100, token: NextToken, badToken });
}

/** `NextToken` where the list goes on, and no member where it ends. */
export function nextToken(page: CutPage<unknown>): { readonly NextToken?: string } {
  return page.next === undefined ? {} : { NextToken: page.next };
}
