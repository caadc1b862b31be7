import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, validationMessage, violations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { type IdentityStore, identityStores } from './identity-store-state.js';

/** Members with which a caller names a store and what is in it. */
export interface InStore {
  readonly IdentityStoreId?: string | undefined;
}

type Kind = 'user' | 'group' | 'membership';

/** Names of what an action is on beside the store: `*` where it is not one thing. */
export type Named = Readonly<Partial<Record<Kind, string | undefined>>>;

/** Every action is asked for on the store, and on the users, groups and memberships that it is about. */
export function onStore(call: Call, { IdentityStoreId = '' }: InStore, asked: { action: string; on?: Named }) {
  const partition = partitionOf(call.world, call.caller.accountId);
  const owner = identityStores(call.world).get(IdentityStoreId)?.ownerAccountId ?? call.caller.accountId;
  const action = `identitystore:${asked.action}`;
  const store = `arn:${partition}:identitystore::${owner}:identitystore/${IdentityStoreId}`;
  const others = Object.entries(asked.on ?? {}).map(
    ([kind, id]) => `arn:${partition}:identitystore:::${kind}/${id ?? '*'}`,
  );
  // Users and groups have no account in their ARN; their store's account owns them.
  return [store, ...others].map((resource): AccessQuestion => ({ action, resource, resourceAccountId: owner }));
}

/** The store of a call: in its own region, and the business of the account that owns it. */
export function storeOf(call: Call, { IdentityStoreId = '' }: InStore): IdentityStore {
  const found = identityStores(call.world).get(IdentityStoreId);
  if (found?.region !== call.region || found.ownerAccountId !== call.caller.accountId) {
    throw notFound('IDENTITY_STORE', IdentityStoreId);
  }
  return found;
}

export function notFound(type: 'IDENTITY_STORE' | 'USER' | 'GROUP' | 'GROUP_MEMBERSHIP', id: string): AwsError {
  const details = { ResourceType: type, ResourceId: id };
  return new AwsError('ResourceNotFoundException', `${type} not found.`, { details });
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, { details: { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' } });
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

/** The pages of every list here: 1 to 100, and 100 when nobody says. */
export function pageLimit(MaxResults: number | undefined): number {
  refuse({ MaxResults }, { MaxResults: { min: 1, max: 100 } });
  return MaxResults ?? 100;
}

export function badToken(): AwsError {
  return invalid('The pagination token is not valid.');
}
