import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Asker } from '../authorization/caller.js';
import type { Role } from '../state/model.js';
import type { SessionShape } from './assume-role.rules.js';

/** Somebody asking for a session of a role. */
export interface RoleRequest {
  readonly role: Role;
  /** `sts:AssumeRole` or one of its two siblings. */
  readonly action: string;
  readonly shape: SessionShape;
  readonly sessionName: string;
  /** Keys of this way of asking. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly asking?: Asker;
}

/** Passing tags or a source identity, also inherited ones, are permissions of their own. */
export function roleQuestions(request: RoleRequest): readonly AccessQuestion[] {
  const { role, action, shape, asking } = request;
  const actions = [action];
  if (Object.keys(shape.tags).length > 0) actions.push('sts:TagSession');
  if (shape.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  const context = contextOf(request);
  return actions.map((each) => ({
    action: each,
    resource: role.arn,
    resourceAccountId: role.accountId,
    resourceTags: role.tags,
    resourcePolicy: { kind: 'trust', document: role.trustPolicy },
    context,
    ...(asking === undefined ? {} : { asking }),
  }));
}

function contextOf({ shape, sessionName, context }: RoleRequest): Readonly<Record<string, ContextValue>> {
  const keys: Record<string, ContextValue> = { 'sts:RoleSessionName': sessionName, ...context };
  if (shape.sourceIdentity !== undefined) keys['sts:SourceIdentity'] = shape.sourceIdentity;
  if (shape.transitiveTagKeys.length > 0) keys['sts:TransitiveTagKeys'] = shape.transitiveTagKeys;
  return { ...keys, ...tagContext(shape.tags) };
}

/** The keys of tags that a call passes. */
export function tagContext(tags: Readonly<Record<string, string>>): Readonly<Record<string, ContextValue>> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  const keys = Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value]));
  return { ...keys, 'aws:TagKeys': entries.map(([key]) => key) };
}
