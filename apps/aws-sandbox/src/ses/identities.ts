import { createHash } from 'node:crypto';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { isDomain, readMailbox } from './email-address.rules.js';
import { type EmailIdentity, sesIn } from './ses-state.js';

type Place = Pick<Call, 'world' | 'caller' | 'region'>;

/** `arn:aws:ses:us-east-1:123456789012:identity/example.com` */
export function identityArn({ world, caller, region }: Place, name: string): string {
  return `arn:${partitionOf(world, caller.accountId)}:ses:${region}:${caller.accountId}:identity/${name}`;
}

/** The caller's identity of this name. */
export function identityNamed({ world, caller, region }: Place, name: string): EmailIdentity | undefined {
  return sesIn(world, { accountId: caller.accountId, region }).identities.get(name.toLowerCase());
}

/** Whether a text can be an identity, and which kind. */
export function identityKind(name: string): EmailIdentity['kind'] | undefined {
  if (name.includes('@')) return typeof readMailbox(name) === 'string' ? undefined : 'EMAIL_ADDRESS';
  return isDomain(name) && name.includes('.') ? 'DOMAIN' : undefined;
}

/** Adds an identity, verified at once: nobody reads the mail or the DNS that AWS would wait for. */
export function addIdentity(
  call: Place & Pick<Call, 'now'>,
  identity: Pick<EmailIdentity, 'name' | 'kind'>,
): EmailIdentity {
  const { world, caller, region, now } = call;
  const known = identityNamed(call, identity.name);
  if (known !== undefined) return known;
  const arn = identityArn(call, identity.name);
  const made: EmailIdentity = {
    ...identity,
    accountId: caller.accountId,
    region,
    arn,
    createdAt: now,
    token: createHash('sha256').update(arn).digest('base64'),
    policies: new Map(),
    tags: new Map(),
  };
  sesIn(world, { accountId: caller.accountId, region }).identities.set(identity.name.toLowerCase(), made);
  return made;
}

interface AskedIdentity {
  /** The identity, or the name of one of the caller's that may not be there. */
  readonly identity?: EmailIdentity | string | undefined;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** The question that a call on one identity asks; `*` for calls on all of them. */
export function onIdentity(call: Place, action: string, { identity, context = {} }: AskedIdentity): AccessQuestion {
  const found = typeof identity === 'string' ? identityNamed(call, identity) : identity;
  const asked = { action: `ses:${action}`, context };
  if (found === undefined) {
    const resource = typeof identity === 'string' ? identityArn(call, identity) : '*';
    return { ...asked, resource, resourceAccountId: call.caller.accountId };
  }
  const document = policyOf(found);
  return {
    ...asked,
    resource: found.arn,
    resourceAccountId: found.accountId,
    resourceTags: found.tags,
    ...(document === undefined ? {} : { resourcePolicy: { kind: 'resource', document } }),
  };
}

/** Every policy of an identity counts: here they are as one document. */
function policyOf({ policies }: EmailIdentity): string | undefined {
  if (policies.size === 0) return undefined;
  const statements = [...policies.values()].flatMap((text) => {
    const { Statement } = JSON.parse(text) as { readonly Statement?: unknown };
    return Array.isArray(Statement) ? (Statement as readonly unknown[]) : [Statement];
  });
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
