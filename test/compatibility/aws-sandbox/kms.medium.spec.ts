import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GenerateRandomCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  ListRetirableGrantsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { HOME, NEIGHBOUR, StorageWorld, refusalOf } from './storage-world.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (blob: Uint8Array | undefined) => new TextDecoder().decode(blob);
const NOBODY = `arn:aws:iam::${HOME}:user/nobody`;
const UNKNOWN = '11111111-2222-3333-4444-555555555555';

/** The unmodified client of the AWS SDK, over TCP. */
describe('KMS', () => {
  let world: StorageWorld;
  let kms: KMSClient;
  let nobody: KMSClient;
  let neighbour: KMSClient;
  let count = 0;

  beforeAll(async () => {
    world = await StorageWorld.start();
    kms = new KMSClient(world.options('owner'));
    nobody = new KMSClient(world.options('nobody'));
    neighbour = new KMSClient(world.options('neighbour'));
  });
  afterAll(() => world.stop());

  const create = async (input: CreateKeyCommandInput = {}) => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
    return { KeyId: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
  };
  const newAlias = () => `alias/made-${String(++count)}`;
  const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const allow = (principal: string, action: string | string[], more: object = {}) => ({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: action,
    Resource: '*',
    ...more,
  });
  const ROOT = `arn:aws:iam::${HOME}:root`;
  const toRoot = allow(ROOT, 'kms:*');

  describe('keys', () => {
    it('are made with AWS defaults', async () => {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'mine' }));
      expect(KeyMetadata).toMatchObject({
        AWSAccountId: HOME,
        Description: 'mine',
        Enabled: true,
        KeyState: 'Enabled',
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: false,
        Origin: 'AWS_KMS',
      });
    });

    it('are described anew, listed and paged', async () => {
      const { KeyId, arn: Arn } = await create();
      expect((await kms.send(new DescribeKeyCommand({ KeyId: Arn }))).KeyMetadata?.KeyId).toBe(KeyId);
      await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'ours' }));
      expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Description).toBe('ours');
      const first = await kms.send(new ListKeysCommand({ Limit: 1 }));
      expect(first).toMatchObject({ Truncated: true, Keys: [{ KeyId: expect.any(String) }] });
      const second = await kms.send(new ListKeysCommand({ Marker: first.NextMarker }));
      expect(second.Keys?.map((key) => key.KeyId)).not.toContain(first.Keys?.[0]?.KeyId);
      expect(second.Keys?.map((key) => key.KeyArn)).toContain(Arn);
    });

    it.each<[string, CreateKeyCommandInput, string]>([
      [
        'a usage that does not go with the spec',
        { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' },
        'ValidationException',
      ],
      ['no usage for an RSA key', { KeySpec: 'RSA_2048' }, 'ValidationException'],
      ['keys of a store that is not there', { Origin: 'AWS_CLOUDHSM' }, 'UnsupportedOperationException'],
      ['tags of AWS', { Tags: [{ TagKey: 'aws:x', TagValue: 'y' }] }, 'TagException'],
      ['a broken policy', { Policy: '{}' }, 'MalformedPolicyDocumentException'],
    ])('refuse %s', async (_what, input, code) => {
      expect(await refusalOf(kms.send(new CreateKeyCommand(input)))).toMatchObject({ code, status: 400 });
    });

    it('tell what is not there, in this region or at all', async () => {
      expect(await refusalOf(kms.send(new DescribeKeyCommand({ KeyId: UNKNOWN })))).toMatchObject({
        code: 'NotFoundException',
        message: `Key 'arn:aws:kms:us-east-1:${HOME}:key/${UNKNOWN}' does not exist`,
      });
      expect(await refusalOf(kms.send(new DescribeKeyCommand({ KeyId: 'nonsense!' })))).toMatchObject({
        code: 'NotFoundException',
        message: "Invalid keyId 'nonsense!'",
      });
      const { arn } = await create();
      const europe = new KMSClient(world.options('owner', 'eu-west-1'));
      expect((await refusalOf(europe.send(new DescribeKeyCommand({ KeyId: arn })))).code).toBe('NotFoundException');
      expect((await europe.send(new ListKeysCommand({}))).Keys).toEqual([]);
      expect(await refusalOf(kms.send(new ListKeysCommand({ Limit: 1001 })))).toMatchObject({
        code: 'ValidationException',
      });
      expect(await refusalOf(kms.send(new ListKeysCommand({ Marker: 'x' })))).toMatchObject({
        code: 'InvalidMarkerException',
      });
    });

    it('can be disabled, and be deleted after a time of waiting', async () => {
      const { KeyId, arn } = await create();
      await kms.send(new DisableKeyCommand({ KeyId }));
      const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext: bytes('x') }));
      expect(await refusalOf(encrypt())).toMatchObject({ code: 'DisabledException', message: `${arn} is disabled.` });
      await kms.send(new EnableKeyCommand({ KeyId }));
      await encrypt();
      expect(await refusalOf(kms.send(new CancelKeyDeletionCommand({ KeyId })))).toMatchObject({
        code: 'KMSInvalidStateException',
      });
      expect(
        await refusalOf(kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 6 }))),
      ).toMatchObject({ code: 'ValidationException' });
      expect(await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }))).toMatchObject({
        KeyId: arn,
        KeyState: 'PendingDeletion',
        PendingWindowInDays: 7,
      });
      expect(await refusalOf(encrypt())).toMatchObject({
        code: 'KMSInvalidStateException',
        message: `${arn} is pending deletion.`,
      });
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState).toBe('Disabled');
    });

    it('carry tags', async () => {
      const { KeyId } = await create({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
      await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] }));
      await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
      const { Tags, Truncated } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      expect({ Tags, Truncated }).toEqual({ Tags: [{ TagKey: 'b', TagValue: '2' }], Truncated: false });
    });

    it('rotate, by the year or on demand, and go on opening what they sealed', async () => {
      const { KeyId, arn } = await create();
      const sealed = await kms.send(new EncryptCommand({ KeyId, Plaintext: bytes('before') }));
      expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(false);
      await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
      const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
      expect(status).toMatchObject({ KeyId: arn, KeyRotationEnabled: true, RotationPeriodInDays: 90 });
      await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
      const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId }));
      expect(Rotations).toMatchObject([{ RotationType: 'ON_DEMAND' }]);
      expect(text((await kms.send(new DecryptCommand(sealed))).Plaintext)).toBe('before');
      await kms.send(new DisableKeyRotationCommand({ KeyId }));
      const hmac = await create({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      const refusal = await refusalOf(kms.send(new EnableKeyRotationCommand({ KeyId: hmac.KeyId })));
      expect(refusal.code).toBe('UnsupportedOperationException');
    });
  });

  it('aliases stand for keys, and move', async () => {
    const [one, two] = [await create(), await create()];
    const AliasName = newAlias();
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.KeyId }));
    const target = async () => (await kms.send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.KeyId;
    expect(await target()).toBe(one.KeyId);
    const again = refusalOf(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: two.KeyId })));
    expect(await again).toMatchObject({ code: 'AlreadyExistsException' });
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two.KeyId }));
    expect(await target()).toBe(two.KeyId);
    const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: two.KeyId }));
    expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: two.KeyId }]);
    await kms.send(new DeleteAliasCommand({ AliasName }));
    expect(await refusalOf(target())).toMatchObject({ code: 'NotFoundException' });
    const bad = (name: string) =>
      refusalOf(kms.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: one.KeyId })));
    expect((await bad('no-prefix')).code).toBe('ValidationException');
    expect((await bad('alias/aws/mine')).code).toBe('NotAuthorizedException');
    expect((await refusalOf(kms.send(new DisableKeyCommand({ KeyId: 'alias/seeded' })))).message).toContain(
      'Invalid keyId',
    );
  });

  describe('encryption', () => {
    it('is undone with the same context only', async () => {
      const { arn, KeyId } = await create();
      const EncryptionContext = { tenant: 'a', use: 'b' };
      const sealed = await kms.send(new EncryptCommand({ KeyId, Plaintext: bytes('secret'), EncryptionContext }));
      expect(sealed).toMatchObject({ KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
      const { CiphertextBlob } = sealed;
      const open = (more: object) => kms.send(new DecryptCommand({ CiphertextBlob, ...more }));
      const reply = await open({ EncryptionContext: { use: 'b', tenant: 'a' } });
      expect([text(reply.Plaintext), reply.KeyId]).toEqual(['secret', arn]);
      expect((await refusalOf(open({}))).code).toBe('InvalidCiphertextException');
      const damaged = Uint8Array.from(CiphertextBlob ?? []);
      damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
      expect((await refusalOf(open({ CiphertextBlob: damaged, EncryptionContext }))).code).toBe(
        'InvalidCiphertextException',
      );
      expect((await refusalOf(open({ CiphertextBlob: bytes('rubbish') }))).code).toBe('InvalidCiphertextException');
      const other = await create();
      expect((await refusalOf(open({ EncryptionContext, KeyId: other.KeyId }))).code).toBe('IncorrectKeyException');
      expect((await refusalOf(open({ EncryptionContext, DryRun: true }))).code).toBe('DryRunOperationException');
    });

    it('goes over to another key', async () => {
      const [from, to] = [await create(), await create()];
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: from.KeyId, Plaintext: bytes('x') }));
      const moved = await kms.send(
        new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: to.KeyId, DestinationEncryptionContext: { a: '1' } }),
      );
      expect(moved).toMatchObject({ SourceKeyId: from.arn, KeyId: to.arn });
      const opened = await kms.send(
        new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { a: '1' } }),
      );
      expect([text(opened.Plaintext), opened.KeyId]).toEqual(['x', to.arn]);
    });

    it('takes 4096 bytes and no more', async () => {
      const { KeyId } = await create();
      const encrypt = (length: number) => kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(length) }));
      await encrypt(4096);
      expect((await refusalOf(encrypt(4097))).message).toContain('less than or equal to 4096');
      expect((await refusalOf(encrypt(0))).code).toBe('ValidationException');
    });

    it('makes data keys, key pairs and random bytes', async () => {
      const { KeyId } = await create();
      const data = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
      expect(data.Plaintext).toHaveLength(32);
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: data.CiphertextBlob }));
      expect(Buffer.compare(opened.Plaintext ?? new Uint8Array(), data.Plaintext ?? new Uint8Array())).toBe(0);
      const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 5 }));
      expect((await kms.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }))).Plaintext).toHaveLength(5);
      const pair = await kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }));
      const privateKey = await kms.send(new DecryptCommand({ CiphertextBlob: pair.PrivateKeyCiphertextBlob }));
      expect(
        Buffer.compare(privateKey.Plaintext ?? new Uint8Array(), pair.PrivateKeyPlaintext ?? new Uint8Array()),
      ).toBe(0);
      const quiet = await kms.send(
        new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P384' }),
      );
      expect(Object.keys(quiet)).toEqual(expect.arrayContaining(['PublicKey', 'PrivateKeyCiphertextBlob']));
      expect(quiet).not.toHaveProperty('PrivateKeyPlaintext');
      expect((await kms.send(new GenerateRandomCommand({ NumberOfBytes: 9 }))).Plaintext).toHaveLength(9);
      expect((await refusalOf(kms.send(new GenerateRandomCommand({ NumberOfBytes: 1025 })))).code).toBe(
        'ValidationException',
      );
      const both = kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', NumberOfBytes: 3 }));
      expect((await refusalOf(both)).message).toBe('Please specify either number of bytes or key spec.');
    });

    it('with RSA, signatures and MACs', async () => {
      const rsa = await create({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
      const use = { KeyId: rsa.KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const };
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ ...use, Plaintext: bytes('x') }));
      expect(text((await kms.send(new DecryptCommand({ ...use, CiphertextBlob }))).Plaintext)).toBe('x');
      const ecc = await create({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      const signing = { KeyId: ecc.KeyId, SigningAlgorithm: 'ECDSA_SHA_256' as const, Message: bytes('m') };
      const { Signature } = await kms.send(new SignCommand(signing));
      expect((await kms.send(new VerifyCommand({ ...signing, Signature }))).SignatureValid).toBe(true);
      const wrong = kms.send(new VerifyCommand({ ...signing, Message: bytes('n'), Signature }));
      expect((await refusalOf(wrong)).code).toBe('KMSInvalidSignatureException');
      expect(await kms.send(new GetPublicKeyCommand({ KeyId: ecc.KeyId }))).toMatchObject({
        SigningAlgorithms: ['ECDSA_SHA_256'],
      });
      expect((await refusalOf(kms.send(new EncryptCommand({ KeyId: ecc.KeyId, Plaintext: bytes('x') })))).code).toBe(
        'InvalidKeyUsageException',
      );
      const hmac = await create({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      const mac = { KeyId: hmac.KeyId, MacAlgorithm: 'HMAC_SHA_256' as const, Message: bytes('m') };
      const { Mac } = await kms.send(new GenerateMacCommand(mac));
      expect((await kms.send(new VerifyMacCommand({ ...mac, Mac }))).MacValid).toBe(true);
      expect((await refusalOf(kms.send(new VerifyMacCommand({ ...mac, Mac: bytes('no') })))).code).toBe(
        'KMSInvalidMacException',
      );
    });
  });

  describe('who may use a key', () => {
    const describeBy = (client: KMSClient, KeyId: string) => client.send(new DescribeKeyCommand({ KeyId }));

    it('the default policy leaves to IAM', async () => {
      const { KeyId, arn } = await create();
      expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain('Enable IAM User Permissions');
      expect((await kms.send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames).toEqual(['default']);
      expect(await refusalOf(describeBy(nobody, KeyId))).toMatchObject({
        code: 'AccessDeniedException',
        message: `User: ${NOBODY} is not authorized to perform: kms:DescribeKey on resource: ${arn} because no identity-based policy allows the kms:DescribeKey action`,
      });
    });

    it('a policy that does not name the account shuts its administrators out', async () => {
      const { KeyId } = await create();
      const Policy = policy(allow(NOBODY, 'kms:*'));
      const put = (more: object = {}) => kms.send(new PutKeyPolicyCommand({ KeyId, Policy, ...more }));
      expect((await refusalOf(put())).message).toBe(
        'The new key policy will not allow you to update the key policy in the future.',
      );
      await put({ BypassPolicyLockoutSafetyCheck: true });
      expect((await refusalOf(describeBy(kms, KeyId))).message).toContain(
        'because no resource-based policy allows the kms:DescribeKey action',
      );
      expect((await describeBy(nobody, KeyId)).KeyMetadata?.KeyId).toBe(KeyId);
    });

    it('across accounts needs the key policy', async () => {
      const { KeyId, arn } = await create();
      expect((await refusalOf(describeBy(neighbour, arn))).code).toBe('AccessDeniedException');
      expect((await refusalOf(describeBy(neighbour, arn.replace(KeyId, UNKNOWN)))).code).toBe('AccessDeniedException');
      const Policy = policy(toRoot, allow(`arn:aws:iam::${NEIGHBOUR}:root`, ['kms:DescribeKey', 'kms:PutKeyPolicy']));
      await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
      expect((await describeBy(neighbour, arn)).KeyMetadata?.AWSAccountId).toBe(HOME);
      const foreign = neighbour.send(new PutKeyPolicyCommand({ KeyId: arn, Policy }));
      expect((await refusalOf(foreign)).code).toBe('AccessDeniedException');
    });

    it.each([
      ['nobody knows', policy(allow(`arn:aws:iam::${HOME}:user/ghost`, 'kms:*')), 'invalid principals'],
      ['that is not JSON', 'no', ''],
    ])('refuses a policy %s', async (_what, Policy, message) => {
      const { KeyId } = await create();
      const refusal = await refusalOf(kms.send(new PutKeyPolicyCommand({ KeyId, Policy })));
      expect(refusal.code).toBe('MalformedPolicyDocumentException');
      expect(refusal.message).toContain(message);
    });

    it('an encryption context can be asked for', async () => {
      const { KeyId } = await create();
      const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'a' } };
      await kms.send(
        new PutKeyPolicyCommand({ KeyId, Policy: policy(toRoot, allow(NOBODY, 'kms:Encrypt', { Condition })) }),
      );
      const encrypt = (tenant: string) =>
        nobody.send(new EncryptCommand({ KeyId, Plaintext: bytes('x'), EncryptionContext: { tenant } }));
      await encrypt('a');
      expect((await refusalOf(encrypt('b'))).code).toBe('AccessDeniedException');
    });

    it('grants allow, within their constraints, until they end', async () => {
      const { KeyId, arn } = await create();
      const grant = {
        KeyId,
        Name: 'for-nobody',
        GranteePrincipal: NOBODY,
        RetiringPrincipal: NOBODY,
        Operations: ['Encrypt' as const, 'DescribeKey' as const],
        Constraints: { EncryptionContextSubset: { tenant: 'a' } },
      };
      const { GrantId = '', GrantToken = '' } = await kms.send(new CreateGrantCommand(grant));
      expect((await kms.send(new CreateGrantCommand(grant))).GrantId).toBe(GrantId);
      expect((await kms.send(new ListGrantsCommand({ KeyId }))).Grants).toMatchObject([
        { GrantId, KeyId: arn, GranteePrincipal: NOBODY },
      ]);
      const encrypt = (EncryptionContext: Record<string, string>) =>
        nobody.send(
          new EncryptCommand({ KeyId: arn, Plaintext: bytes('x'), EncryptionContext, GrantTokens: [GrantToken] }),
        );
      await encrypt({ tenant: 'a', more: 'b' });
      await describeBy(nobody, KeyId);
      expect((await refusalOf(encrypt({ tenant: 'b' }))).code).toBe('AccessDeniedException');
      expect((await kms.send(new ListRetirableGrantsCommand({ RetiringPrincipal: NOBODY }))).Grants).toHaveLength(1);
      await nobody.send(new RetireGrantCommand({ GrantToken }));
      expect((await refusalOf(encrypt({ tenant: 'a' }))).code).toBe('AccessDeniedException');
      expect((await refusalOf(kms.send(new RevokeGrantCommand({ KeyId, GrantId })))).code).toBe('NotFoundException');
      const wrong = (more: object) => refusalOf(kms.send(new CreateGrantCommand({ ...grant, ...more })));
      expect((await wrong({ GranteePrincipal: `arn:aws:iam::${HOME}:user/ghost` })).code).toBe('InvalidArnException');
      expect((await wrong({ Operations: ['Sign'] })).code).toBe('ValidationException');
    });

    it('keys that AWS manages are made when their alias is asked for, and are used through their service only', async () => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
      expect(KeyMetadata).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' });
      const encrypt = kms.send(new EncryptCommand({ KeyId: 'alias/aws/s3', Plaintext: bytes('x') }));
      expect((await refusalOf(encrypt)).code).toBe('AccessDeniedException');
      const ghost = kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ghost' }));
      expect((await refusalOf(ghost)).code).toBe('NotFoundException');
    });

    it('the seed has keys, aliases and grants', async () => {
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: 'alias/seeded', Plaintext: bytes('x') }));
      expect(text((await nobody.send(new DecryptCommand({ CiphertextBlob }))).Plaintext)).toBe('x');
    });
  });

  it('answers what it does not have with the error for an unknown operation', async () => {
    const call = kms.send(
      new GetParametersForImportCommand({
        KeyId: UNKNOWN,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    );
    expect((await refusalOf(call)).code).toBe('UnknownOperationException');
  });

  it('forgets a key when its time is over', async () => {
    const { KeyId } = await create();
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    world.laterByDays(8);
    const later = new KMSClient(world.options('owner'));
    expect((await refusalOf(later.send(new DescribeKeyCommand({ KeyId })))).code).toBe('NotFoundException');
  });
});
