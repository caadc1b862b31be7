import {
  GenerateCredentialReport$,
  type GenerateCredentialReportResponse,
  GetCredentialReport$,
  type GetCredentialReportResponse,
} from '@aws-sdk/client-iam';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { User } from '../state/model.js';
import { type ReportedUser, credentialReport } from './credential-report.rules.js';
import { iamArn, onAccount, ownAccount } from './iam-account.js';
import { sortedBy } from './iam-paging.rules.js';
import { iamStateOf } from './iam-state.js';
import { keyUseOf } from './service-use.js';
import { keysOf } from './user-keys.js';

/** A report younger than this is given again (API reference, GenerateCredentialReport). */
const FRESH_MILLISECONDS = 4 * 3600 * 1000;
const GONE = 410;

function isFresh(generatedAt: Date, now: Date): boolean {
  return now.getTime() - generatedAt.getTime() < FRESH_MILLISECONDS;
}

export const generateCredentialReport = operation<object, GenerateCredentialReportResponse>({
  schema: GenerateCredentialReport$,
  access: onAccount('iam:GenerateCredentialReport'),
  handle: (_input, call) => {
    const state = iamStateOf(call.world, call.caller.accountId);
    const known = state.credentialReport;
    if (known !== undefined && isFresh(known.generatedAt, call.now)) return { State: 'COMPLETE' };
    state.credentialReport = { content: reportOf(call), generatedAt: call.now };
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  },
});

export const getCredentialReport = operation<object, GetCredentialReportResponse>({
  schema: GetCredentialReport$,
  access: onAccount('iam:GetCredentialReport'),
  handle: (_input, call) => {
    const { credentialReport: report } = iamStateOf(call.world, call.caller.accountId);
    if (report === undefined)
      throw new AwsError('ReportNotPresent', 'No credential report was found.', { status: GONE });
    if (!isFresh(report.generatedAt, call.now)) {
      throw new AwsError('ReportExpired', 'The credential report has expired. Generate a new one.', { status: GONE });
    }
    return {
      Content: Buffer.from(report.content),
      ReportFormat: 'text/csv',
      GeneratedTime: report.generatedAt,
    };
  },
});

function reportOf(call: Call): string {
  const account = ownAccount(call);
  const root: ReportedUser = {
    user: '<root_account>',
    arn: iamArn(account, 'root', ''),
    createdAt: account.joinedAt,
    password: 'not_supported',
    mfaActive: true,
    keys: [],
  };
  const users = sortedBy(account.users.values(), ({ name }) => name);
  return credentialReport([root, ...users.map((user) => reported(call, user))]);
}

function reported({ world }: Call, user: User): ReportedUser {
  const { loginProfiles, mfaDevices, passwordPolicy } = iamStateOf(world, user.accountId);
  const profile = loginProfiles.get(user.id);
  return {
    user: user.name,
    arn: user.arn,
    createdAt: user.createdAt,
    password:
      profile === undefined ? undefined : { changedAt: profile.changedAt, maxAgeDays: passwordPolicy?.maxAgeDays },
    mfaActive: [...mfaDevices.values()].some(({ userId }) => userId === user.id),
    keys: keysOf(world, user).map((key) => ({
      active: key.status === 'Active',
      rotatedAt: key.createdAt,
      lastUsed: keyUseOf(world, key.id),
    })),
  };
}
