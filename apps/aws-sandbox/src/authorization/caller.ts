import type { Role, User } from '../state/model.js';

/** The part of a role session that its token carries. */
export interface SessionFacts {
  readonly accessKeyId: string;
  readonly roleArn: string;
  /** The role's unique id: a role of the same name made later does not inherit sessions. */
  readonly roleId: string;
  readonly sessionName: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Made by another role session: the console and STS limit such sessions to an hour. */
  readonly chained: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Documents passed with the call that made the session. */
  readonly sessionPolicies: readonly string[];
}

export interface RoleSession {
  readonly kind: 'role-session';
  readonly accountId: string;
  /** `arn:aws:sts::…:assumed-role/<role>/<session>` */
  readonly arn: string;
  /** `AROA…:<session>` */
  readonly userId: string;
  readonly role: Role;
  readonly session: SessionFacts;
}

export interface UserCaller {
  readonly kind: 'user';
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly user: User;
  /** The key that signed. */
  readonly accessKeyId: string;
}

/** An AWS service acting on behalf of an account, as the credentials endpoint of ECS does. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly accountId: string;
  /** `ecs-tasks.amazonaws.com` */
  readonly arn: string;
}

/** A call without signature; only S3 lets one through to its policies. */
export interface AnonymousCaller {
  readonly kind: 'anonymous';
}

export type SignedCaller = RoleSession | UserCaller;
export type Caller = SignedCaller | ServiceCaller | AnonymousCaller;
