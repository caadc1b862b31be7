import { createPublicKey, randomBytes } from 'node:crypto';

import {
  GenerateDataKey$,
  type GenerateDataKeyRequest,
  type GenerateDataKeyResponse,
  GenerateDataKeyPair$,
  type GenerateDataKeyPairRequest,
  type GenerateDataKeyPairResponse,
  GenerateDataKeyPairWithoutPlaintext$,
  type GenerateDataKeyPairWithoutPlaintextRequest,
  type GenerateDataKeyPairWithoutPlaintextResponse,
  GenerateDataKeyWithoutPlaintext$,
  type GenerateDataKeyWithoutPlaintextRequest,
  type GenerateDataKeyWithoutPlaintextResponse,
  GenerateRandom$,
  type GenerateRandomRequest,
  type GenerateRandomResponse,
} from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { seal } from './ciphertext.js';
import { contextOf, encryptingKey, endDryRun } from './encryption.js';
import { callerKeys, keyOf, using } from './key-access.js';
import { freshPrivateKey, isMakeable, privateKeyOf } from './key-material.js';
import type { KmsKey } from './kms-state.js';

function byteCount({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number {
  refuseViolations({ NumberOfBytes }, { NumberOfBytes: { min: 1, max: 1024 } }, 'ValidationException');
  refuseViolations({ KeySpec }, { KeySpec: { oneOf: ['AES_256', 'AES_128'] } }, 'ValidationException');
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  return NumberOfBytes ?? (KeySpec === 'AES_256' ? 32 : 16);
}

function symmetricKey(call: Call, input: GenerateDataKeyRequest): KmsKey {
  const key = encryptingKey(keyOf(call, input), call.now);
  if (key.spec === 'SYMMETRIC_DEFAULT') return key;
  throw new AwsError('InvalidKeyUsageException', `${key.arn} is not a symmetric encryption key.`);
}

function dataKey(
  input: GenerateDataKeyRequest,
  call: Call,
): Required<Pick<GenerateDataKeyResponse, 'Plaintext' | 'CiphertextBlob' | 'KeyId'>> {
  const count = byteCount(input);
  const key = symmetricKey(call, input);
  endDryRun(input.DryRun);
  const Plaintext = randomBytes(count);
  return { Plaintext, CiphertextBlob: seal(key, Plaintext, input.EncryptionContext), KeyId: key.arn };
}

export const generateDataKey = operation<GenerateDataKeyRequest, GenerateDataKeyResponse>({
  schema: GenerateDataKey$,
  access: using('kms:GenerateDataKey', contextOf),
  handle: (input, call) => dataKey(input, call),
});

export const generateDataKeyWithoutPlaintext = operation<
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse
>({
  schema: GenerateDataKeyWithoutPlaintext$,
  access: using('kms:GenerateDataKeyWithoutPlaintext', contextOf),
  handle: (input, call) => {
    const { CiphertextBlob, KeyId } = dataKey(input, call);
    return { CiphertextBlob, KeyId };
  },
});

async function dataKeyPair(input: GenerateDataKeyPairRequest, call: Call): Promise<GenerateDataKeyPairResponse> {
  const spec = input.KeyPairSpec ?? '';
  if (!/^(?:RSA|ECC)_/u.test(spec) || !isMakeable(spec)) {
    throw new AwsError('UnsupportedOperationException', `KeyPairSpec ${spec} is not supported here.`);
  }
  const key = symmetricKey(call, { KeyId: input.KeyId });
  endDryRun(input.DryRun);
  const privateKey = await freshPrivateKey(spec);
  return {
    PrivateKeyPlaintext: privateKey,
    PrivateKeyCiphertextBlob: seal(key, privateKey, input.EncryptionContext),
    PublicKey: createPublicKey(privateKeyOf(privateKey)).export({ type: 'spki', format: 'der' }),
    KeyId: key.arn,
    KeyPairSpec: spec as NonNullable<GenerateDataKeyPairResponse['KeyPairSpec']>,
  };
}

const pairContext = (input: GenerateDataKeyPairRequest) => ({
  ...contextOf({ EncryptionContext: input.EncryptionContext }),
  'kms:DataKeyPairSpec': input.KeyPairSpec ?? '',
});

export const generateDataKeyPair = operation<GenerateDataKeyPairRequest, GenerateDataKeyPairResponse>({
  schema: GenerateDataKeyPair$,
  access: using('kms:GenerateDataKeyPair', pairContext),
  handle: (input, call) => dataKeyPair(input, call),
});

export const generateDataKeyPairWithoutPlaintext = operation<
  GenerateDataKeyPairWithoutPlaintextRequest,
  GenerateDataKeyPairWithoutPlaintextResponse
>({
  schema: GenerateDataKeyPairWithoutPlaintext$,
  access: using('kms:GenerateDataKeyPairWithoutPlaintext', pairContext),
  handle: async (input, call) => {
    const pair = await dataKeyPair(input, call);
    return Object.fromEntries(Object.entries(pair).filter(([name]) => name !== 'PrivateKeyPlaintext'));
  },
});

export const generateRandom = operation<GenerateRandomRequest, GenerateRandomResponse>({
  schema: GenerateRandom$,
  access: (_input, call) => [
    {
      action: 'kms:GenerateRandom',
      resource: '*',
      resourceAccountId: call.caller.accountId,
      context: callerKeys(call),
    },
  ],
  handle: ({ NumberOfBytes }) => {
    refuseViolations({ NumberOfBytes }, { NumberOfBytes: { min: 1, max: 1024 } }, 'ValidationException');
    if (NumberOfBytes === undefined) throw new AwsError('ValidationException', 'NumberOfBytes is required.');
    return { Plaintext: randomBytes(NumberOfBytes) };
  },
});
