import {
  CancelKeyDeletion$,
  type CancelKeyDeletionRequest,
  type CancelKeyDeletionResponse,
  DisableKey$,
  type DisableKeyRequest,
  EnableKey$,
  type EnableKeyRequest,
  ScheduleKeyDeletion$,
  type ScheduleKeyDeletionRequest,
  type ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { keyOf, managing, refusePending } from './key-access.js';

const DAY = 24 * 3_600_000;
const LONGEST_WAIT_DAYS = 30;

export const enableKey = operation<EnableKeyRequest, object>({
  schema: EnableKey$,
  access: managing('kms:EnableKey'),
  handle: (input, call) => {
    const key = keyOf(call, input);
    refusePending(key);
    key.state = 'Enabled';
    return {};
  },
});

export const disableKey = operation<DisableKeyRequest, object>({
  schema: DisableKey$,
  access: managing('kms:DisableKey'),
  handle: (input, call) => {
    const key = keyOf(call, input);
    refusePending(key);
    key.state = 'Disabled';
    return {};
  },
});

export const scheduleKeyDeletion = operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>({
  schema: ScheduleKeyDeletion$,
  access: managing('kms:ScheduleKeyDeletion', (input: ScheduleKeyDeletionRequest) => ({
    'kms:ScheduleKeyDeletionPendingWindowInDays': input.PendingWindowInDays ?? LONGEST_WAIT_DAYS,
  })),
  handle: (input, call) => {
    const { PendingWindowInDays } = input;
    const bounds = { PendingWindowInDays: { min: 7, max: LONGEST_WAIT_DAYS } };
    refuseViolations({ PendingWindowInDays }, bounds, 'ValidationException');
    const key = keyOf(call, input);
    refusePending(key);
    const days = PendingWindowInDays ?? LONGEST_WAIT_DAYS;
    key.state = 'PendingDeletion';
    key.pendingDays = days;
    key.deletionAt = new Date(call.now.getTime() + days * DAY);
    return { KeyId: key.arn, DeletionDate: key.deletionAt, KeyState: key.state, PendingWindowInDays: days };
  },
});

/** The key comes back disabled. */
export const cancelKeyDeletion = operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse>({
  schema: CancelKeyDeletion$,
  access: managing('kms:CancelKeyDeletion'),
  handle: (input, call) => {
    const key = keyOf(call, input);
    if (key.state !== 'PendingDeletion') {
      throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    }
    key.state = 'Disabled';
    key.deletionAt = undefined;
    key.pendingDays = undefined;
    return { KeyId: key.arn };
  },
});
