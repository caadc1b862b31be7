import {
  DeleteSecret$,
  type DeleteSecretRequest,
  type DeleteSecretResponse,
  RestoreSecret$,
  type RestoreSecretRequest,
  type RestoreSecretResponse,
} from '@aws-sdk/client-secrets-manager';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { anySecret, asking, findSecret } from './secret-access.js';
import { invalidParameter, invalidRequest } from './secret-errors.js';
import { type StoredSecret, secretsIn } from './secret-state.js';

const DAY = 24 * 3_600_000;
const NORMAL_WINDOW_DAYS = 30;

function refuseBadWindow({ RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force }: DeleteSecretRequest): void {
  if (days === undefined) return;
  if (force === true) {
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  if (days >= 7 && days <= NORMAL_WINDOW_DAYS) return;
  throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
}

export const deleteSecret = operation<DeleteSecretRequest, DeleteSecretResponse>({
  schema: DeleteSecret$,
  access: asking('secretsmanager:DeleteSecret', (input: DeleteSecretRequest) => ({
    'secretsmanager:ForceDeleteWithoutRecovery': input.ForceDeleteWithoutRecovery === true,
    ...(input.RecoveryWindowInDays === undefined
      ? {}
      : { 'secretsmanager:RecoveryWindowInDays': input.RecoveryWindowInDays }),
  })),
  handle: (input, call) => {
    refuseBadWindow(input);
    return input.ForceDeleteWithoutRecovery === true
      ? deleteAtOnce(input, call)
      : schedule(anySecret(call, input), input, call.now);
  },
});

function schedule(
  secret: StoredSecret,
  { RecoveryWindowInDays: days = NORMAL_WINDOW_DAYS }: DeleteSecretRequest,
  now: Date,
): DeleteSecretResponse {
  if (secret.deletionAt !== undefined) {
    throw invalidRequest(
      "You can't perform this operation on the secret because it was already scheduled for deletion.",
    );
  }
  secret.deletionAt = new Date(now.getTime() + days * DAY);
  return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deletionAt };
}

/** What is not there is deleted already: scripts that clean up need not look. */
function deleteAtOnce({ SecretId = '' }: DeleteSecretRequest, call: Call): DeleteSecretResponse {
  const secret = findSecret(call, SecretId);
  if (secret === undefined) return { Name: SecretId, DeletionDate: call.now };
  secretsIn(call.world, secret, call.now).delete(secret.name);
  return { ARN: secret.arn, Name: secret.name, DeletionDate: call.now };
}

export const restoreSecret = operation<RestoreSecretRequest, RestoreSecretResponse>({
  schema: RestoreSecret$,
  access: asking('secretsmanager:RestoreSecret'),
  handle: (input, call) => {
    const secret = anySecret(call, input);
    secret.deletionAt = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
});
