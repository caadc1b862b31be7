import type {
  EncryptionAlgorithmSpec,
  KeyMetadata,
  KeySpec,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';

import type { World } from '../state/model.js';
import { arnOf } from './key-arn.js';
import type { KmsKey } from './kms-state.js';

const RSA_SIGNING: readonly SigningAlgorithmSpec[] = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
];
const ECDSA: Readonly<Partial<Record<KeySpec, SigningAlgorithmSpec>>> = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_P384: 'ECDSA_SHA_384',
  ECC_NIST_P521: 'ECDSA_SHA_512',
  ECC_SECG_P256K1: 'ECDSA_SHA_256',
};

export function signingAlgorithmsOf(spec: KeySpec): readonly SigningAlgorithmSpec[] {
  const ecdsa = ECDSA[spec];
  return ecdsa === undefined ? RSA_SIGNING : [ecdsa];
}

export function encryptionAlgorithmsOf(spec: KeySpec): readonly EncryptionAlgorithmSpec[] {
  return spec === 'SYMMETRIC_DEFAULT' ? ['SYMMETRIC_DEFAULT'] : ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'];
}

export function macAlgorithmOf(spec: KeySpec): MacAlgorithmSpec {
  return spec.replace('HMAC_', 'HMAC_SHA_') as MacAlgorithmSpec;
}

/** What a key's usage makes of its algorithms. */
export function algorithmMembers({ spec, usage }: Pick<KmsKey, 'spec' | 'usage'>): Partial<KeyMetadata> {
  switch (usage) {
    case 'ENCRYPT_DECRYPT':
      return { EncryptionAlgorithms: [...encryptionAlgorithmsOf(spec)] };
    case 'SIGN_VERIFY':
      return { SigningAlgorithms: [...signingAlgorithmsOf(spec)] };
    case 'GENERATE_VERIFY_MAC':
      return { MacAlgorithms: [macAlgorithmOf(spec)] };
    default:
      return { KeyAgreementAlgorithms: ['ECDH'] };
  }
}

/** A key as DescribeKey shows it. */
export function keyMetadata(world: World, key: KmsKey): KeyMetadata {
  return {
    AWSAccountId: key.accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionAt === undefined ? {} : { DeletionDate: key.deletionAt }),
    Origin: key.origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec as 'SYMMETRIC_DEFAULT',
    KeySpec: key.spec,
    ...algorithmMembers(key),
    MultiRegion: key.multiRegion !== undefined,
    ...multiRegionMembers(world, key),
  };
}

function multiRegionMembers(world: World, { multiRegion, id, region, accountId }: KmsKey): Partial<KeyMetadata> {
  if (multiRegion === undefined) return {};
  const { primaryRegion, regions } = multiRegion;
  const member = (each: string) => ({ Arn: arnOf(world, { accountId, region: each }, `key/${id}`), Region: each });
  return {
    MultiRegionConfiguration: {
      MultiRegionKeyType: primaryRegion === region ? 'PRIMARY' : 'REPLICA',
      PrimaryKey: member(primaryRegion),
      ReplicaKeys: regions.filter((each) => each !== primaryRegion).map(member),
    },
  };
}
