import type { Role, User } from '../state/model.js';

/** What is in the token of a role session. */
export interface SessionFacts {
  readonly kind: 'role';
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
  /** For sessions of somebody whom an identity provider vouches for: the condition keys that come of it. */
  readonly federation?: Readonly<Record<string, string>>;
}

/** What is in the token of GetSessionToken: the user again, for a time. */
export interface UserTokenFacts {
  readonly kind: 'user';
  readonly accessKeyId: string;
  readonly userArn: string;
  readonly userId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** When the user showed a code of a device; absent: they did not. */
  readonly multiFactorAt?: Date;
}

/** What is in the token of GetFederationToken: somebody whom a user speaks for. */
export interface FederationTokenFacts {
  readonly kind: 'federation';
  readonly accessKeyId: string;
  readonly userArn: string;
  readonly userId: string;
  readonly name: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly tags: Readonly<Record<string, string>>;
  readonly sessionPolicies: readonly string[];
}

export type TokenFacts = SessionFacts | UserTokenFacts | FederationTokenFacts;

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
  /** With temporary credentials of GetSessionToken. */
  readonly session?: UserTokenFacts;
}

/** A session of GetFederationToken. */
export interface FederatedUserCaller {
  readonly kind: 'federated-user';
  readonly accountId: string;
  /** `arn:aws:sts::…:federated-user/<name>` */
  readonly arn: string;
  /** `<account>:<name>` */
  readonly userId: string;
  /** The user who vouches for it, and whose policies bound it. */
  readonly user: User;
  readonly session: FederationTokenFacts;
}

/** An AWS service acting on behalf of an account, as the credentials endpoint of ECS does. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly accountId: string;
  /** `ecs-tasks.amazonaws.com` */
  readonly arn: string;
}

/** Somebody at an identity provider, while they ask for a role and before they have a session. */
export interface FederatedCaller {
  readonly kind: 'federated';
  /** As `Federated` in trust policies names it: the ARN of a provider, or the domain of one that AWS knows itself. */
  readonly provider: string;
  readonly type: 'WebIdentityUser' | 'SAMLUser';
  /** `<provider>:<client>:<subject>` as CloudTrail writes it. */
  readonly principalId: string;
  readonly userName: string;
  /** What the token says, as condition keys: `accounts.google.com:aud`, `saml:sub` … */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A call without signature; only S3 lets one through to its policies. */
export interface AnonymousCaller {
  readonly kind: 'anonymous';
}

export type SignedCaller = RoleSession | UserCaller | FederatedUserCaller;
export type Caller = SignedCaller | ServiceCaller | AnonymousCaller;

/** Whom policies are asked about: whoever calls, or the one whose token an unsigned call of STS holds. */
export type Asker = Caller | FederatedCaller;

/** The account a token is of. */
export function accountOfToken(token: TokenFacts): string {
  const arn = token.kind === 'role' ? token.roleArn : token.userArn;
  return arn.split(':')[4] ?? '';
}

/** The tags, transitive or not, that count as the caller's own, later ones over earlier ones. */
export function principalTags(caller: SignedCaller): ReadonlyArray<readonly [string, string]> {
  switch (caller.kind) {
    case 'role-session':
      return [...caller.role.tags, ...Object.entries(caller.session.tags)];
    case 'federated-user':
      return [...caller.user.tags, ...Object.entries(caller.session.tags)];
    case 'user':
      return [...caller.user.tags];
  }
}
