import { randomBytes } from 'node:crypto';

import {
  DisableKeyRotation$,
  type DisableKeyRotationRequest,
  EnableKeyRotation$,
  type EnableKeyRotationRequest,
  GetKeyRotationStatus$,
  type GetKeyRotationStatusRequest,
  type GetKeyRotationStatusResponse,
  ListKeyRotations$,
  type ListKeyRotationsRequest,
  type ListKeyRotationsResponse,
  RotateKeyOnDemand$,
  type RotateKeyOnDemandRequest,
  type RotateKeyOnDemandResponse,
} from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { type NamesKey, keyOf, managing, refuseUnusable, using } from './key-access.js';
import { kmsPage } from './kms-paging.rules.js';
import type { KeyRotation, KmsKey } from './kms-state.js';

const DAY = 24 * 3_600_000;
const NORMAL_PERIOD_DAYS = 365;
const MAX_ON_DEMAND = 25;

function rotatableKey(call: Call, input: NamesKey): KmsKey {
  const key = keyOf(call, input);
  if (key.spec === 'SYMMETRIC_DEFAULT' && key.origin === 'AWS_KMS') return key;
  throw new AwsError('UnsupportedOperationException', `You cannot perform this operation on ${key.arn}.`);
}

function rotate(key: KmsKey, rotation: KeyRotation): void {
  key.materials.push(randomBytes(32));
  key.rotations.push(rotation);
}

/** Does the automatic rotations that have fallen due since the key was last looked at. */
export function rotateIfDue(key: KmsKey, now: Date): void {
  if (key.rotationDays === undefined || key.state !== 'Enabled') return;
  for (let at = nextRotation(key, key.rotationDays); at <= now; at = nextRotation(key, key.rotationDays)) {
    rotate(key, { at, type: 'AUTOMATIC' });
    key.rotatedAt = at;
  }
}

function nextRotation({ rotatedAt }: KmsKey, days: number): Date {
  return new Date(rotatedAt.getTime() + days * DAY);
}

export const enableKeyRotation = operation<EnableKeyRotationRequest, object>({
  schema: EnableKeyRotation$,
  access: managing('kms:EnableKeyRotation', (input: EnableKeyRotationRequest) =>
    input.RotationPeriodInDays === undefined ? {} : { 'kms:RotationPeriodInDays': input.RotationPeriodInDays },
  ),
  handle: (input, call) => {
    const { RotationPeriodInDays } = input;
    refuseViolations({ RotationPeriodInDays }, { RotationPeriodInDays: { min: 90, max: 2560 } }, 'ValidationException');
    const key = rotatableKey(call, input);
    refuseUnusable(key);
    if (key.rotationDays === undefined) key.rotatedAt = call.now;
    key.rotationDays = RotationPeriodInDays ?? NORMAL_PERIOD_DAYS;
    return {};
  },
});

export const disableKeyRotation = operation<DisableKeyRotationRequest, object>({
  schema: DisableKeyRotation$,
  access: managing('kms:DisableKeyRotation'),
  handle: (input, call) => {
    const key = rotatableKey(call, input);
    refuseUnusable(key);
    key.rotationDays = undefined;
    return {};
  },
});

export const getKeyRotationStatus = operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse>({
  schema: GetKeyRotationStatus$,
  access: using('kms:GetKeyRotationStatus'),
  handle: (input, call) => {
    const key = rotatableKey(call, input);
    rotateIfDue(key, call.now);
    const { rotationDays, state } = key;
    const isOn = rotationDays !== undefined && state !== 'PendingDeletion';
    if (!isOn) return { KeyId: key.arn, KeyRotationEnabled: false };
    return {
      KeyId: key.arn,
      KeyRotationEnabled: true,
      RotationPeriodInDays: rotationDays,
      NextRotationDate: nextRotation(key, rotationDays),
    };
  },
});

export const rotateKeyOnDemand = operation<RotateKeyOnDemandRequest, RotateKeyOnDemandResponse>({
  schema: RotateKeyOnDemand$,
  access: managing('kms:RotateKeyOnDemand'),
  handle: (input, call) => {
    const key = rotatableKey(call, input);
    refuseUnusable(key);
    if (key.rotations.filter(({ type }) => type === 'ON_DEMAND').length >= MAX_ON_DEMAND) {
      throw new AwsError(
        'LimitExceededException',
        `${key.arn} has been rotated on demand ${String(MAX_ON_DEMAND)} times.`,
      );
    }
    rotate(key, { at: call.now, type: 'ON_DEMAND' });
    return { KeyId: key.id };
  },
});

export const listKeyRotations = operation<ListKeyRotationsRequest, ListKeyRotationsResponse>({
  schema: ListKeyRotations$,
  access: managing('kms:ListKeyRotations'),
  handle: (input, call) => {
    const key = rotatableKey(call, input);
    rotateIfDue(key, call.now);
    const { items, more } = kmsPage(key.rotations, input, { normal: 100, max: 1000 });
    return {
      Rotations: items.map(({ at, type }) => ({ KeyId: key.id, RotationDate: at, RotationType: type })),
      ...more,
    };
  },
});
