import {
  CreateAccountAlias$,
  type CreateAccountAliasRequest,
  DeleteAccountAlias$,
  type DeleteAccountAliasRequest,
  DeleteAccountPasswordPolicy$,
  GetAccountPasswordPolicy$,
  type GetAccountPasswordPolicyResponse,
  ListAccountAliases$,
  type ListAccountAliasesRequest,
  type ListAccountAliasesResponse,
  UpdateAccountPasswordPolicy$,
  type UpdateAccountPasswordPolicyRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { entityAlreadyExists, noSuchEntity, onAccount } from './iam-account.js';
import { pageOf } from './iam-paging.rules.js';
import { type IamAccountState, aliasesOf, iamStateOf } from './iam-state.js';

const ALIAS = { minLength: 3, maxLength: 63, pattern: '[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]' } as const;

function ownState({ world, caller }: Call): IamAccountState {
  return iamStateOf(world, caller.accountId);
}

/** An account has a single alias: a new one takes the place of the old. */
export const createAccountAlias = operation<CreateAccountAliasRequest, object>({
  schema: CreateAccountAlias$,
  access: (input, call) => {
    refuseViolations({ AccountAlias: input.AccountAlias }, { AccountAlias: ALIAS });
    return onAccount('iam:CreateAccountAlias')(input, call);
  },
  handle: ({ AccountAlias: alias = '' }, call) => {
    const aliases = aliasesOf(call.world);
    const state = ownState(call);
    if (aliases.has(alias)) throw entityAlreadyExists(`The account alias ${alias} already exists.`);
    if (state.alias !== undefined) aliases.delete(state.alias);
    aliases.set(alias, call.caller.accountId);
    state.alias = alias;
    return {};
  },
});

export const deleteAccountAlias = operation<DeleteAccountAliasRequest, object>({
  schema: DeleteAccountAlias$,
  access: (input, call) => {
    refuseViolations({ AccountAlias: input.AccountAlias }, { AccountAlias: ALIAS });
    return onAccount('iam:DeleteAccountAlias')(input, call);
  },
  handle: ({ AccountAlias: alias = '' }, call) => {
    const state = ownState(call);
    if (state.alias !== alias) throw noSuchEntity(`The account alias ${alias} cannot be found.`);
    aliasesOf(call.world).delete(alias);
    state.alias = undefined;
    return {};
  },
});

export const listAccountAliases = operation<ListAccountAliasesRequest, ListAccountAliasesResponse>({
  schema: ListAccountAliases$,
  access: onAccount('iam:ListAccountAliases'),
  handle: (input, call) => {
    const { alias } = ownState(call);
    const { items, ...rest } = pageOf(alias === undefined ? [] : [alias], (each) => each, input);
    return { AccountAliases: [...items], ...rest };
  },
});

const PASSWORD_POLICY = {
  MinimumPasswordLength: { min: 6, max: 128 },
  MaxPasswordAge: { min: 1, max: 1095 },
  PasswordReusePrevention: { min: 1, max: 24 },
} as const;
const DEFAULT_MINIMUM = 6;

/** What is not given goes back to its default: nothing of the policy before stays. */
export const updateAccountPasswordPolicy = operation<UpdateAccountPasswordPolicyRequest, object>({
  schema: UpdateAccountPasswordPolicy$,
  access: (input, call) => {
    const { MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention } = input;
    refuseViolations({ MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention }, PASSWORD_POLICY);
    return onAccount('iam:UpdateAccountPasswordPolicy')(input, call);
  },
  handle: (input, call) => {
    ownState(call).passwordPolicy = {
      minimumLength: input.MinimumPasswordLength ?? DEFAULT_MINIMUM,
      requireSymbols: input.RequireSymbols === true,
      requireNumbers: input.RequireNumbers === true,
      requireUppercase: input.RequireUppercaseCharacters === true,
      requireLowercase: input.RequireLowercaseCharacters === true,
      usersMayChange: input.AllowUsersToChangePassword === true,
      maxAgeDays: input.MaxPasswordAge,
      reusePrevention: input.PasswordReusePrevention,
      hardExpiry: input.HardExpiry,
    };
    return {};
  },
});

export const getAccountPasswordPolicy = operation<object, GetAccountPasswordPolicyResponse>({
  schema: GetAccountPasswordPolicy$,
  access: onAccount('iam:GetAccountPasswordPolicy'),
  handle: (_input, call) => {
    const { passwordPolicy: policy } = ownState(call);
    if (policy === undefined) throw noPolicy(call);
    return {
      PasswordPolicy: {
        MinimumPasswordLength: policy.minimumLength,
        RequireSymbols: policy.requireSymbols,
        RequireNumbers: policy.requireNumbers,
        RequireUppercaseCharacters: policy.requireUppercase,
        RequireLowercaseCharacters: policy.requireLowercase,
        AllowUsersToChangePassword: policy.usersMayChange,
        ExpirePasswords: policy.maxAgeDays !== undefined,
        MaxPasswordAge: policy.maxAgeDays,
        PasswordReusePrevention: policy.reusePrevention,
        HardExpiry: policy.hardExpiry,
      },
    };
  },
});

export const deleteAccountPasswordPolicy = operation<object, object>({
  schema: DeleteAccountPasswordPolicy$,
  access: onAccount('iam:DeleteAccountPasswordPolicy'),
  handle: (_input, call) => {
    const state = ownState(call);
    if (state.passwordPolicy === undefined) throw noPolicy(call);
    state.passwordPolicy = undefined;
    return {};
  },
});

function noPolicy({ caller }: Call) {
  return noSuchEntity(`The Password Policy with domain name ${caller.accountId} cannot be found.`);
}
