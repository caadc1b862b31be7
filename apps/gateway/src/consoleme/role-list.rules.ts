import type { EligibleRole } from '@gatehouse/contracts';

/** The sorted ARNs of ConsoleMe's first role list. */
export function roleArnsOf(roles: readonly EligibleRole[]): string[] {
  return roles.map(({ roleArn }) => roleArn).sort();
}

/** ConsoleMe's second role list, in its web envelope. `roles` is never absent: weep fails without it. */
export function roleListOf(roles: readonly EligibleRole[]) {
  return {
    status: 'success',
    status_code: 200,
    data: {
      roles: [...roles]
        .sort((a, b) => (a.roleArn < b.roleArn ? -1 : 1))
        .map((role) => ({
          arn: role.roleArn,
          account_id: role.accountId,
          // `Unknown` makes the client show the number instead.
          account_friendly_name: role.accountName ?? 'Unknown',
          role_name: role.roleName,
          apps: { app_details: [] },
        })),
    },
  };
}
