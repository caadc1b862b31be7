import type { Asker, FederatedUserCaller, RoleSession, UserCaller } from '../authorization/caller.js';
import type { CallerFacts } from './call-record.js';

const NOBODY: CallerFacts = {
  type: 'Anonymous',
  principalId: undefined,
  arn: undefined,
  accountId: undefined,
  accessKeyId: undefined,
  userName: undefined,
  session: undefined,
};

/** What is to be remembered of a caller. */
export function callerFacts(caller: Asker): CallerFacts {
  switch (caller.kind) {
    case 'role-session':
      return roleSession(caller);
    case 'user':
      return user(caller);
    case 'federated-user':
      return federatedUser(caller);
    case 'federated':
      return { ...NOBODY, type: caller.type, principalId: caller.principalId, userName: caller.userName };
    case 'service':
      return { ...NOBODY, type: 'AWSService', arn: caller.arn, accountId: caller.accountId };
    case 'anonymous':
      return NOBODY;
  }
}

function roleSession({ userId, arn, accountId, role, session }: RoleSession): CallerFacts {
  return {
    type: 'AssumedRole',
    principalId: userId,
    arn,
    accountId,
    accessKeyId: session.accessKeyId,
    userName: undefined,
    session: {
      issuer: { type: 'Role', principalId: role.id, arn: role.arn, accountId: role.accountId, userName: role.name },
      createdAt: session.issuedAt,
      multiFactor: false,
      sourceIdentity: session.sourceIdentity,
    },
  };
}

function user({ userId, arn, accountId, accessKeyId, user: { name }, session }: UserCaller): CallerFacts {
  return {
    type: 'IAMUser',
    principalId: userId,
    arn,
    accountId,
    accessKeyId,
    userName: name,
    session:
      session === undefined
        ? undefined
        : {
            issuer: undefined,
            createdAt: session.issuedAt,
            multiFactor: session.multiFactorAt !== undefined,
            sourceIdentity: undefined,
          },
  };
}

function federatedUser({ userId, arn, accountId, user: issuer, session }: FederatedUserCaller): CallerFacts {
  return {
    type: 'FederatedUser',
    principalId: userId,
    arn,
    accountId,
    accessKeyId: session.accessKeyId,
    userName: undefined,
    session: {
      issuer: { type: 'IAMUser', principalId: issuer.id, arn: issuer.arn, accountId, userName: issuer.name },
      createdAt: session.issuedAt,
      multiFactor: false,
      sourceIdentity: undefined,
    },
  };
}
