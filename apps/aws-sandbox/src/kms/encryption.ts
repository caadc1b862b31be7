import {
  Decrypt$,
  type DecryptRequest,
  type DecryptResponse,
  Encrypt$,
  type EncryptRequest,
  type EncryptResponse,
  ReEncrypt$,
  type ReEncryptRequest,
  type ReEncryptResponse,
} from '@aws-sdk/client-kms';

import type { ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { type CiphertextHead, invalidCiphertext, open, readCiphertext, seal } from './ciphertext.js';
import { type NamesKey, callerKeys, keyOf, namedKey, onKey, refuseUnusable, using } from './key-access.js';
import { rotateIfDue } from './key-rotation.js';
import { encryptionContextKeys } from './key-use.js';
import type { KmsKey } from './kms-state.js';
import { refuseAlgorithm, rsaDecrypt, rsaEncrypt } from './rsa.js';

type Algorithm = NonNullable<EncryptRequest['EncryptionAlgorithm']>;
type EncryptionContext = Record<string, string> | undefined;

const SYMMETRIC: Algorithm = 'SYMMETRIC_DEFAULT';
const MAX_PLAINTEXT = 4096;
const MAX_CIPHERTEXT = 6144;

/** A key ready to encrypt or decrypt: enabled, for this use, rotated when due. */
export function encryptingKey(key: KmsKey, now: Date): KmsKey {
  refuseUnusable(key);
  if (key.usage !== 'ENCRYPT_DECRYPT') {
    throw new AwsError(
      'InvalidKeyUsageException',
      `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
    );
  }
  rotateIfDue(key, now);
  return key;
}

/** What a dry run answers with, once everything else was found to be right. */
export function endDryRun(dryRun: boolean | undefined): void {
  if (dryRun !== true) return;
  throw new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.', {
    status: 412,
  });
}

interface Encrypting extends NamesKey {
  readonly EncryptionContext?: EncryptionContext;
  readonly EncryptionAlgorithm?: Algorithm | undefined;
}

/** What a request tells of its encryption context and algorithm, as condition keys. */
export function contextOf(input: Encrypting) {
  return {
    ...encryptionContextKeys(input.EncryptionContext),
    'kms:EncryptionAlgorithm': input.EncryptionAlgorithm ?? SYMMETRIC,
  };
}

function refuseLength(member: string, bytes: Uint8Array, max: number): void {
  const limit = bytes.byteLength === 0 ? 'greater than or equal to 1' : `less than or equal to ${String(max)}`;
  if (bytes.byteLength > 0 && bytes.byteLength <= max) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length ${limit}`,
  );
}

export const encrypt = operation<EncryptRequest, EncryptResponse>({
  schema: Encrypt$,
  access: using('kms:Encrypt', contextOf),
  handle: (input, call) => {
    const plaintext = input.Plaintext ?? new Uint8Array();
    refuseLength('plaintext', plaintext, MAX_PLAINTEXT);
    const key = encryptingKey(keyOf(call, input), call.now);
    const algorithm = input.EncryptionAlgorithm ?? SYMMETRIC;
    refuseAlgorithm(key, algorithm);
    endDryRun(input.DryRun);
    const CiphertextBlob =
      algorithm === SYMMETRIC ? seal(key, plaintext, input.EncryptionContext) : rsaEncrypt(key, plaintext, algorithm);
    return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: algorithm };
  },
});

interface Sealed {
  readonly blob: Uint8Array;
  /** As the caller names it; needed only for asymmetric keys. */
  readonly keyId: string | undefined;
  readonly algorithm: Algorithm;
  readonly action: string;
}

/** The key that made a ciphertext. */
function sourceOf(
  call: Call,
  { blob, keyId, algorithm, action }: Sealed,
): { key: KmsKey; head: CiphertextHead | undefined } {
  if (algorithm !== SYMMETRIC) {
    if (keyId === undefined) throw new AwsError('ValidationException', 'KeyId is required for asymmetric keys.');
    return { key: namedKey(call, keyId, { aliases: true, action }).key, head: undefined };
  }
  const head = readCiphertext(blob);
  const named = keyId === undefined ? undefined : namedKey(call, keyId, { aliases: true, action }).key;
  if (named !== undefined && named.arn !== head.keyArn) {
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  return { key: named ?? keyInCiphertext(call, head, action), head };
}

/** A ciphertext that names no key of this region cannot be one of its keys'. */
function keyInCiphertext(call: Call, { keyArn }: CiphertextHead, action: string): KmsKey {
  if (keyArn.split(':')[3] !== call.region) throw invalidCiphertext();
  return namedKey(call, keyArn, { aliases: false, action }).key;
}

function unseal(call: Call, sealed: Sealed, context: EncryptionContext): { key: KmsKey; plaintext: Uint8Array } {
  const { key, head } = sourceOf(call, sealed);
  encryptingKey(key, call.now);
  refuseAlgorithm(key, sealed.algorithm);
  const plaintext = head === undefined ? rsaDecrypt(key, sealed.blob, sealed.algorithm) : open(key, head, context);
  return { key, plaintext };
}

const sealedOf = (input: DecryptRequest): Sealed => ({
  blob: input.CiphertextBlob ?? new Uint8Array(),
  keyId: input.KeyId,
  algorithm: input.EncryptionAlgorithm ?? SYMMETRIC,
  action: 'kms:Decrypt',
});

export const decrypt = operation<DecryptRequest, DecryptResponse>({
  schema: Decrypt$,
  access: (input, call) => {
    const sealed = sealedOf(input);
    refuseLength('ciphertextBlob', sealed.blob, MAX_CIPHERTEXT);
    return [onSource(call, sealed, contextOf(input))];
  },
  handle: (input, call) => {
    const sealed = sealedOf(input);
    const { key, plaintext } = unseal(call, sealed, input.EncryptionContext);
    endDryRun(input.DryRun);
    return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: sealed.algorithm };
  },
});

function onSource(call: Call, sealed: Sealed, context: Readonly<Record<string, ContextValue>>) {
  const { key } = sourceOf(call, sealed);
  return onKey(call.world, key, { action: sealed.action, context: { ...callerKeys(call), ...context } });
}

const reSealedOf = (input: ReEncryptRequest): Sealed => ({
  blob: input.CiphertextBlob ?? new Uint8Array(),
  keyId: input.SourceKeyId,
  algorithm: input.SourceEncryptionAlgorithm ?? SYMMETRIC,
  action: 'kms:ReEncryptFrom',
});

export const reEncrypt = operation<ReEncryptRequest, ReEncryptResponse>({
  schema: ReEncrypt$,
  access: (input, call) => {
    const sealed = reSealedOf(input);
    refuseLength('ciphertextBlob', sealed.blob, MAX_CIPHERTEXT);
    const action = 'kms:ReEncryptTo';
    const { key: target, alias } = namedKey(call, input.DestinationKeyId ?? '', { aliases: true, action });
    const same = { 'kms:ReEncryptOnSameKey': sourceOf(call, sealed).key === target };
    const [from, to] = [input.SourceEncryptionContext, input.DestinationEncryptionContext];
    return [
      onSource(call, sealed, { ...same, ...encryptionContextKeys(from) }),
      onKey(call.world, target, {
        action,
        alias,
        context: { ...callerKeys(call), ...same, ...encryptionContextKeys(to) },
      }),
    ];
  },
  handle: (input, call) => {
    const sealed = reSealedOf(input);
    const { key: source, plaintext } = unseal(call, sealed, input.SourceEncryptionContext);
    const target = encryptingKey(keyOf(call, { KeyId: input.DestinationKeyId }), call.now);
    const algorithm = input.DestinationEncryptionAlgorithm ?? SYMMETRIC;
    refuseAlgorithm(target, algorithm);
    endDryRun(input.DryRun);
    const CiphertextBlob =
      algorithm === SYMMETRIC
        ? seal(target, plaintext, input.DestinationEncryptionContext)
        : rsaEncrypt(target, plaintext, algorithm);
    return {
      CiphertextBlob,
      SourceKeyId: source.arn,
      KeyId: target.arn,
      SourceEncryptionAlgorithm: sealed.algorithm,
      DestinationEncryptionAlgorithm: algorithm,
    };
  },
});
