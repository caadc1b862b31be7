import {
  constants,
  createHmac,
  createPublicKey,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from 'node:crypto';

import {
  GenerateMac$,
  type GenerateMacRequest,
  type GenerateMacResponse,
  GetPublicKey$,
  type GetPublicKeyRequest,
  type GetPublicKeyResponse,
  Sign$,
  type SignRequest,
  type SignResponse,
  Verify$,
  type VerifyRequest,
  type VerifyResponse,
  VerifyMac$,
  type VerifyMacRequest,
  type VerifyMacResponse,
} from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { endDryRun } from './encryption.js';
import { type NamesKey, keyOf, refuseUnusable, using } from './key-access.js';
import { privateKeyOf } from './key-material.js';
import { algorithmMembers, macAlgorithmOf, signingAlgorithmsOf } from './key-metadata.js';
import type { KmsKey } from './kms-state.js';

const MAX_MESSAGE = 4096;

function usedFor(call: Call, input: NamesKey, usage: KmsKey['usage']): KmsKey {
  const key = keyOf(call, input);
  refuseUnusable(key);
  if (key.usage === usage) return key;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
  );
}

const materialOf = (key: KmsKey): Uint8Array => key.materials[0] ?? new Uint8Array();

export const getPublicKey = operation<GetPublicKeyRequest, GetPublicKeyResponse>({
  schema: GetPublicKey$,
  access: using('kms:GetPublicKey'),
  handle: (input, call) => {
    const key = keyOf(call, input);
    refuseUnusable(key);
    if (key.spec === 'SYMMETRIC_DEFAULT' || key.spec.startsWith('HMAC_')) {
      throw new AwsError('UnsupportedOperationException', `${key.arn} is not an asymmetric key.`);
    }
    const PublicKey = createPublicKey(privateKeyOf(materialOf(key))).export({ type: 'spki', format: 'der' });
    return {
      KeyId: key.arn,
      PublicKey,
      CustomerMasterKeySpec: key.spec as 'RSA_2048',
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...(algorithmMembers(key) as Partial<GetPublicKeyResponse>),
    };
  },
});

interface Signing extends NamesKey {
  readonly SigningAlgorithm?: string | undefined;
  readonly MessageType?: string | undefined;
  readonly Message?: Uint8Array | undefined;
}

const signingContext = ({ SigningAlgorithm = '', MessageType = 'RAW' }: Signing) => ({
  'kms:SigningAlgorithm': SigningAlgorithm,
  'kms:MessageType': MessageType,
});

/** Digests made elsewhere cannot be signed here. */
function refuseBadMessage({ MessageType = 'RAW' }: Signing, message: Uint8Array): void {
  if (MessageType !== 'RAW') {
    throw new AwsError('UnsupportedOperationException', 'The AWS sandbox signs messages of type RAW only.');
  }
  if (message.byteLength > 0 && message.byteLength <= MAX_MESSAGE) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length between 1 and ${String(MAX_MESSAGE)}`,
  );
}

/** The key, the bytes and the parameters of a signature. */
function prepared(call: Call, input: Signing) {
  const key = usedFor(call, input, 'SIGN_VERIFY');
  const { SigningAlgorithm: algorithm = '', Message: message = new Uint8Array() } = input;
  if (!signingAlgorithmsOf(key.spec).some((each) => each === algorithm)) {
    throw new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`);
  }
  refuseBadMessage(input, message);
  const isPss = algorithm.startsWith('RSASSA_PSS');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const options = { key: privateKeyOf(materialOf(key)), ...(isPss ? pss : {}) };
  return { key, message, hash: `sha${algorithm.slice(-3)}`, options };
}

export const sign = operation<SignRequest, SignResponse>({
  schema: Sign$,
  access: using('kms:Sign', signingContext),
  handle: (input, call) => {
    const { key, message, hash, options } = prepared(call, input);
    endDryRun(input.DryRun);
    const Signature = signWith(hash, message, options);
    return { KeyId: key.arn, Signature, SigningAlgorithm: input.SigningAlgorithm };
  },
});

export const verify = operation<VerifyRequest, VerifyResponse>({
  schema: Verify$,
  access: using('kms:Verify', signingContext),
  handle: (input, call) => {
    const { key, message, hash, options } = prepared(call, input);
    const publicKey = { ...options, key: createPublicKey(options.key) };
    if (!verifyWith(hash, message, publicKey, input.Signature ?? new Uint8Array())) {
      throw new AwsError('KMSInvalidSignatureException', '');
    }
    endDryRun(input.DryRun);
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
  },
});

const macContext = ({ MacAlgorithm = '' }: NamesKey & { readonly MacAlgorithm?: string | undefined }) => ({
  'kms:MacAlgorithm': MacAlgorithm,
});

function macOf(call: Call, input: Pick<GenerateMacRequest, 'KeyId' | 'Message' | 'MacAlgorithm'>) {
  const key = usedFor(call, input, 'GENERATE_VERIFY_MAC');
  if (input.MacAlgorithm !== macAlgorithmOf(key.spec)) {
    throw new AwsError(
      'InvalidKeyUsageException',
      `Algorithm ${input.MacAlgorithm ?? ''} is incompatible with key spec ${key.spec}.`,
    );
  }
  const hash = `sha${key.spec.slice('HMAC_'.length)}`;
  const mac = createHmac(hash, materialOf(key))
    .update(input.Message ?? new Uint8Array())
    .digest();
  return { key, mac };
}

export const generateMac = operation<GenerateMacRequest, GenerateMacResponse>({
  schema: GenerateMac$,
  access: using('kms:GenerateMac', macContext),
  handle: (input, call) => {
    const { key, mac } = macOf(call, input);
    endDryRun(input.DryRun);
    return { KeyId: key.arn, Mac: mac, MacAlgorithm: input.MacAlgorithm };
  },
});

export const verifyMac = operation<VerifyMacRequest, VerifyMacResponse>({
  schema: VerifyMac$,
  access: using('kms:VerifyMac', macContext),
  handle: (input, call) => {
    const { key, mac } = macOf(call, input);
    const given = input.Mac ?? new Uint8Array();
    if (given.byteLength !== mac.byteLength || !timingSafeEqual(given, mac)) {
      throw new AwsError('KMSInvalidMacException', '');
    }
    endDryRun(input.DryRun);
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
  },
});
