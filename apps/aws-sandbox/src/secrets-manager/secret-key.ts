import { callerMay } from '../authorization/caller-permission.js';
import { keyQuestion, serviceKeyArn } from '../kms/key-use.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { SecretVersion, StoredSecret } from './secret-state.js';

function denied(): AwsError {
  return new AwsError('AccessDeniedException', 'Access to KMS is not allowed');
}

/** Secrets Manager's errors for a key that is not there or cannot be used. */
function guarded<T>(code: 'EncryptionFailure' | 'DecryptionFailure', work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || !error.code.startsWith('KMS.')) throw error;
    const what = code === 'EncryptionFailure' ? 'encrypt' : 'decrypt';
    throw new AwsError(
      code,
      `Secrets Manager can't ${what} the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.`,
    );
  }
}

type KeyedSecret = Pick<StoredSecret, 'arn' | 'accountId' | 'region' | 'kmsKeyId'>;

/** The key that the next value of a secret is encrypted with, if the caller may use it for that. */
export function encryptingKeyArn(call: Call, secret: KeyedSecret): string {
  return guarded('EncryptionFailure', () => {
    const { accountId, region, kmsKeyId: keyId } = secret;
    const keyArn = serviceKeyArn(call.world, { keyId, accountId, region, service: 'secretsmanager', now: call.now });
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'] as const) {
      if (!callerMay(call, questionOn(call, { keyArn, action, secretArn: secret.arn }))) throw denied();
    }
    return keyArn;
  });
}

/** Refuses callers who may not decrypt with the key of a value: with AWS's own key, those of other accounts. */
export function refuseUnreadable(call: Call, secret: StoredSecret, { keyArn }: SecretVersion): void {
  guarded('DecryptionFailure', () => {
    if (!callerMay(call, questionOn(call, { keyArn, action: 'kms:Decrypt', secretArn: secret.arn }))) throw denied();
  });
}

interface KeyUse {
  readonly keyArn: string;
  readonly action: 'kms:GenerateDataKey' | 'kms:Decrypt';
  readonly secretArn: string;
}

function questionOn({ world, caller }: Call, { keyArn, action, secretArn }: KeyUse) {
  return keyQuestion(world, {
    keyArn,
    action,
    via: 'secretsmanager',
    caller,
    encryptionContext: { SecretARN: secretArn },
  });
}
