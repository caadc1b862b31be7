import { randomBytes, scryptSync } from 'node:crypto';

import {
  ChangePassword$,
  type ChangePasswordRequest,
  CreateLoginProfile$,
  type CreateLoginProfileRequest,
  type CreateLoginProfileResponse,
  DeleteLoginProfile$,
  type DeleteLoginProfileRequest,
  GetLoginProfile$,
  type GetLoginProfileRequest,
  type GetLoginProfileResponse,
  type LoginProfile as LoginProfileShape,
  UpdateLoginProfile$,
  type UpdateLoginProfileRequest,
} from '@aws-sdk/client-iam';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { User } from '../state/model.js';
import { entityAlreadyExists, noSuchEntity } from './iam-account.js';
import { type LoginProfile, iamStateOf } from './iam-state.js';
import { namedUser, onUser } from './named-user.js';
import { passwordProblem } from './password.rules.js';

const PASSWORD = { minLength: 1, maxLength: 128, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' } as const;
/** Cheap on purpose: nothing here is worth guessing, and calls should be fast. */
const SCRYPT = { N: 256 } as const;
const MAX_EARLIER = 24;

function hashOf(text: string, salt: string): string {
  return scryptSync(text, salt, 32, SCRYPT).toString('base64');
}

function shapeOf(user: User, { createdAt, resetRequired }: LoginProfile): LoginProfileShape {
  return { UserName: user.name, CreateDate: createdAt, PasswordResetRequired: resetRequired };
}

function refusePassword(call: Call, user: User, text: string): void {
  const { passwordPolicy } = iamStateOf(call.world, user.accountId);
  const problem = passwordProblem(passwordPolicy, { text, userName: user.name });
  if (problem !== undefined) throw new AwsError('PasswordPolicyViolation', problem);
}

function profileOf(call: Call, user: User): LoginProfile {
  const profile = iamStateOf(call.world, user.accountId).loginProfiles.get(user.id);
  if (profile !== undefined) return profile;
  throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
}

export const createLoginProfile = operation<CreateLoginProfileRequest, CreateLoginProfileResponse>({
  schema: CreateLoginProfile$,
  access: (input, call) => {
    refuseViolations({ Password: input.Password }, { Password: PASSWORD }, 'ValidationError');
    return onUser('iam:CreateLoginProfile')(input, call);
  },
  handle: (input, call) => {
    const user = namedUser(input, call);
    const { loginProfiles } = iamStateOf(call.world, user.accountId);
    if (loginProfiles.has(user.id)) throw entityAlreadyExists(`Login Profile for user ${user.name} already exists.`);
    if (input.Password === undefined) throw new AwsError('ValidationError', 'Must specify a password');
    refusePassword(call, user, input.Password);
    const salt = randomBytes(16).toString('base64');
    const profile: LoginProfile = {
      createdAt: call.now,
      salt,
      passwordHash: hashOf(input.Password, salt),
      changedAt: call.now,
      resetRequired: input.PasswordResetRequired === true,
      earlierHashes: [],
    };
    loginProfiles.set(user.id, profile);
    return { LoginProfile: shapeOf(user, profile) };
  },
});

export const getLoginProfile = operation<GetLoginProfileRequest, GetLoginProfileResponse>({
  schema: GetLoginProfile$,
  access: onUser('iam:GetLoginProfile'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    return { LoginProfile: shapeOf(user, profileOf(call, user)) };
  },
});

export const updateLoginProfile = operation<UpdateLoginProfileRequest, object>({
  schema: UpdateLoginProfile$,
  access: (input, call) => {
    refuseViolations({ Password: input.Password }, { Password: PASSWORD });
    return onUser('iam:UpdateLoginProfile')(input, call);
  },
  handle: (input, call) => {
    const user = namedUser(input, call);
    const profile = profileOf(call, user);
    if (input.Password !== undefined) setPassword(call, { user, profile, text: input.Password });
    if (input.PasswordResetRequired !== undefined) profile.resetRequired = input.PasswordResetRequired;
    return {};
  },
});

interface NewPassword {
  readonly user: User;
  readonly profile: LoginProfile;
  readonly text: string;
}

function setPassword(call: Call, { user, profile, text }: NewPassword): void {
  refusePassword(call, user, text);
  const hash = hashOf(text, profile.salt);
  const { passwordPolicy } = iamStateOf(call.world, user.accountId);
  const earlier = [profile.passwordHash, ...profile.earlierHashes].slice(0, MAX_EARLIER);
  if (earlier.slice(0, passwordPolicy?.reusePrevention ?? 0).includes(hash)) {
    throw new AwsError('PasswordPolicyViolation', 'Password has been used before and cannot be reused.');
  }
  profile.earlierHashes = earlier;
  profile.passwordHash = hash;
  profile.changedAt = call.now;
}

export const deleteLoginProfile = operation<DeleteLoginProfileRequest, object>({
  schema: DeleteLoginProfile$,
  access: onUser('iam:DeleteLoginProfile'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    profileOf(call, user);
    iamStateOf(call.world, user.accountId).loginProfiles.delete(user.id);
    return {};
  },
});

/** A password policy may let every user change the own password, without any other permission. */
export const changePassword = operation<ChangePasswordRequest, object>({
  schema: ChangePassword$,
  access: (input, call) => {
    const { OldPassword, NewPassword } = input;
    refuseViolations({ OldPassword, NewPassword }, { OldPassword: PASSWORD, NewPassword: PASSWORD });
    if (call.caller.kind !== 'user') {
      throw new AwsError('InvalidUserType', 'Only IAM users can change their own password.');
    }
    if (iamStateOf(call.world, call.caller.accountId).passwordPolicy?.usersMayChange === true) return 'everyone';
    return onUser('iam:ChangePassword')({}, call);
  },
  handle: (input, call) => {
    const user = namedUser({}, call);
    const profile = profileOf(call, user);
    if (hashOf(input.OldPassword ?? '', profile.salt) !== profile.passwordHash) {
      throw new AwsError('AccessDenied', 'The old password was incorrect.', { status: 403 });
    }
    setPassword(call, { user, profile, text: input.NewPassword ?? '' });
    profile.resetRequired = false;
    return {};
  },
});
