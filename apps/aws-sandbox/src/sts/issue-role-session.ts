import type { AssumedRoleUser, Credentials } from '@aws-sdk/client-sts';

import type { Caller } from '../authorization/caller.js';
import type { Call } from '../service/call.js';
import type { IssuedCredentials } from '../signing/session-token.js';
import { partitionOf } from '../state/lookup.js';
import type { Role } from '../state/model.js';
import type { SessionShape } from './assume-role.rules.js';

/** A role session that is allowed and only has to be made. */
export interface RoleSessionPlan {
  readonly role: Role;
  readonly sessionName: string;
  readonly seconds: number;
  readonly shape: SessionShape;
  readonly sessionPolicies: readonly string[];
  readonly chained: boolean;
  /** Condition keys that come of an identity provider. */
  readonly federation?: Readonly<Record<string, string>>;
}

interface IssuedRoleSession {
  readonly Credentials: Credentials;
  readonly AssumedRoleUser: AssumedRoleUser;
  readonly SourceIdentity?: string;
}

/** Makes a role session: what the three ways to assume a role answer alike. */
export function issueRoleSession(call: Call<Caller>, plan: RoleSessionPlan): IssuedRoleSession {
  const { role, sessionName, seconds, shape, sessionPolicies, chained, federation } = plan;
  const source = shape.sourceIdentity === undefined ? {} : { sourceIdentity: shape.sourceIdentity };
  const issued = call.tokens.issue({
    kind: 'role',
    roleArn: role.arn,
    roleId: role.id,
    sessionName,
    issuedAt: call.now,
    expiresAt: expiryAfter(call.now, seconds),
    chained,
    tags: shape.tags,
    transitiveTagKeys: shape.transitiveTagKeys,
    sessionPolicies,
    ...source,
    ...(federation === undefined ? {} : { federation }),
  });
  const partition = partitionOf(call.world, role.accountId);
  return {
    Credentials: credentialsShape(issued),
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
    },
    ...(shape.sourceIdentity === undefined ? {} : { SourceIdentity: shape.sourceIdentity }),
  };
}

/** Credentials end at a whole second. */
export function expiryAfter(now: Date, seconds: number): Date {
  return new Date((Math.floor(now.getTime() / 1000) + seconds) * 1000);
}

export function credentialsShape(issued: IssuedCredentials): Credentials {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: issued.expiresAt,
  };
}
