import type { Hub } from './role-sessions.js';

/** Longest session of a chained role, in seconds. Source: "Role chaining", IAM user guide. */
const CHAINED_SESSION_LIMIT_SECONDS = 3_600;
/** Longest session that STS gives at all, in seconds. */
const LONGEST_SESSION_SECONDS = 43_200;

const ROLE_SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** What to assume of a hub that could not be asked who it is: the stricter limit. */
export const UNKNOWN_HUB: Hub = { roleArn: null, longestSeconds: CHAINED_SESSION_LIMIT_SECONDS };

/** The hub by the ARN that STS gives it. A role session's ARN leaves out the role's path, and so does `roleArn`. */
export function hubOf(callerArn: string): Hub {
  const [, partition, accountId, roleName] = ROLE_SESSION.exec(callerArn) ?? [];
  if (roleName === undefined) return { roleArn: null, longestSeconds: LONGEST_SESSION_SECONDS };
  return {
    roleArn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
    longestSeconds: CHAINED_SESSION_LIMIT_SECONDS,
  };
}
