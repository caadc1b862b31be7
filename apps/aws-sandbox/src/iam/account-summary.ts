import { GetAccountSummary$, type GetAccountSummaryResponse, type SummaryKeyType } from '@aws-sdk/client-iam';

import { operation } from '../service/operation.js';
import type { Account } from '../state/model.js';
import { onAccount, ownAccount } from './iam-account.js';
import { INLINE_SIZE, QUOTAS } from './iam-limits.rules.js';
import { type IamAccountState, iamStateOf } from './iam-state.js';

/** Quotas of things that the sandbox does not keep, and of the account as a whole. */
const FIXED = {
  AccountAccessKeysPresent: 0,
  AccountMFAEnabled: 1,
  AccountPasswordPresent: 1,
  AccountSigningCertificatesPresent: 0,
  GlobalEndpointTokenVersion: 1,
  PolicyVersionsInUseQuota: 10_000,
  ServerCertificates: 0,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
} as const;

const LIMITS = {
  AccessKeysPerUserQuota: QUOTAS.AccessKeysPerUser,
  AssumeRolePolicySizeQuota: QUOTAS.ACLSizePerRole,
  AttachedPoliciesPerGroupQuota: QUOTAS.PoliciesPerGroup,
  AttachedPoliciesPerRoleQuota: QUOTAS.PoliciesPerRole,
  AttachedPoliciesPerUserQuota: QUOTAS.PoliciesPerUser,
  GroupPolicySizeQuota: INLINE_SIZE.group,
  GroupsPerUserQuota: QUOTAS.GroupsPerUser,
  GroupsQuota: QUOTAS.GroupsPerAccount,
  InstanceProfilesQuota: QUOTAS.InstanceProfilesPerAccount,
  PoliciesQuota: QUOTAS.PoliciesPerAccount,
  PolicySizeQuota: QUOTAS.PolicySize,
  RolePolicySizeQuota: INLINE_SIZE.role,
  RolesQuota: QUOTAS.RolesPerAccount,
  UserPolicySizeQuota: INLINE_SIZE.user,
  UsersQuota: QUOTAS.UsersPerAccount,
  VersionsPerPolicyQuota: QUOTAS.VersionsPerPolicy,
} as const;

function counts(account: Account, state: IamAccountState) {
  const devices = [...state.mfaDevices.values()];
  const versions = [...account.policies.values()].reduce((sum, policy) => sum + policy.versions.size, 0);
  return {
    Groups: account.groups.size,
    InstanceProfiles: state.instanceProfiles.size,
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ userId }) => userId !== undefined).length,
    Policies: account.policies.size,
    PolicyVersionsInUse: versions,
    Providers: state.oidcProviders.size + state.samlProviders.size,
    Roles: account.roles.size,
    Users: account.users.size,
  };
}

export const getAccountSummary = operation<object, GetAccountSummaryResponse>({
  schema: GetAccountSummary$,
  access: onAccount('iam:GetAccountSummary'),
  handle: (_input, call) => {
    const account = ownAccount(call);
    const summary: Record<string, number> = {
      ...FIXED,
      ...LIMITS,
      ...counts(account, iamStateOf(call.world, account.id)),
    };
    // The model's type asks for a value of every key; AWS leaves out those that do not apply.
    return { SummaryMap: summary as Record<SummaryKeyType, number> };
  },
});
