import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  type Filter,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  ListSecretsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { HOME, NEIGHBOUR, StorageWorld, refusalOf } from './storage-world.js';

const ARN = new RegExp(`^arn:aws:secretsmanager:us-east-1:${HOME}:secret:(.+)-[A-Za-z0-9]{6}$`);

/** The unmodified client of the AWS SDK, over TCP. */
describe('Secrets Manager', () => {
  let world: StorageWorld;
  let secrets: SecretsManagerClient;
  let nobody: SecretsManagerClient;
  let neighbour: SecretsManagerClient;
  let count = 0;

  beforeAll(async () => {
    world = await StorageWorld.start();
    secrets = new SecretsManagerClient(world.options('owner'));
    nobody = new SecretsManagerClient(world.options('nobody'));
    neighbour = new SecretsManagerClient(world.options('neighbour'));
  });
  afterAll(() => world.stop());

  const create = async (input: Partial<CreateSecretCommandInput> = {}) => {
    const Name = `made/${String(++count)}`;
    const { ARN: arn = '', VersionId = '' } = await secrets.send(
      new CreateSecretCommand({ Name, SecretString: 'one', ...input }),
    );
    return { SecretId: input.Name ?? Name, arn, VersionId };
  };
  const value = async (SecretId: string, more: object = {}) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

  it('keeps text and bytes, found by name, ARN, and ARN without its end', async () => {
    const { SecretId, arn, VersionId } = await create();
    expect(ARN.exec(arn)?.[1]).toBe(SecretId);
    expect(await secrets.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
      ARN: arn,
      Name: SecretId,
      SecretString: 'one',
      VersionId,
      VersionStages: ['AWSCURRENT'],
    });
    expect(await value(arn)).toBe('one');
    expect(await value(arn.slice(0, -7))).toBe('one');
    const gone = await refusalOf(value(`${arn.slice(0, -6)}AAAAAA`));
    expect(gone).toMatchObject({
      code: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
    const SecretBinary = Uint8Array.from([1, 2, 3]);
    const binary = await create({ SecretString: undefined, SecretBinary });
    const read = await secrets.send(new GetSecretValueCommand({ SecretId: binary.SecretId }));
    expect([...(read.SecretBinary ?? [])]).toEqual([1, 2, 3]);
    const europe = new SecretsManagerClient(world.options('owner', 'eu-west-1'));
    expect((await refusalOf(europe.send(new DescribeSecretCommand({ SecretId })))).code).toBe(
      'ResourceNotFoundException',
    );
  });

  it('makes a secret once; the same request again is no second', async () => {
    const ClientRequestToken = '11111111-2222-3333-4444-555555555555';
    const input = { Name: 'once', SecretString: 'x', ClientRequestToken };
    const first = await secrets.send(new CreateSecretCommand(input));
    expect(first.VersionId).toBe(ClientRequestToken);
    expect((await secrets.send(new CreateSecretCommand(input))).ARN).toBe(first.ARN);
    const other = refusalOf(secrets.send(new CreateSecretCommand({ ...input, SecretString: 'y' })));
    expect(await other).toMatchObject({
      code: 'ResourceExistsException',
      status: 400,
      message: 'The operation failed because the secret once already exists.',
    });
  });

  it.each<[string, Partial<CreateSecretCommandInput>, string]>([
    ['a name with a space', { Name: 'a b' }, 'ValidationException'],
    ['text and bytes at once', { SecretBinary: Uint8Array.from([1]) }, 'InvalidParameterException'],
    ['64 KiB and a byte', { SecretString: 'x'.repeat(65_537) }, 'InvalidParameterException'],
    ['tags of AWS', { Tags: [{ Key: 'aws:x', Value: 'y' }] }, 'InvalidParameterException'],
    ['a key that is not there', { KmsKeyId: 'alias/nope' }, 'EncryptionFailure'],
    ['a short token', { ClientRequestToken: 'short' }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, input, code) => {
    expect(await refusalOf(create(input))).toMatchObject({ code, status: 400 });
  });

  it('moves labels from version to version', async () => {
    const { SecretId, VersionId: first } = await create();
    const put = (SecretString: string, VersionStages?: string[]) =>
      secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages }));
    const { VersionId: second = '' } = await put('two');
    expect([await value(SecretId), await value(SecretId, { VersionStage: 'AWSPREVIOUS' })]).toEqual(['two', 'one']);
    expect(await value(SecretId, { VersionId: first })).toBe('one');
    const pending = await put('three', ['AWSPENDING']);
    expect(pending.VersionStages).toEqual(['AWSPENDING']);
    expect(await value(SecretId)).toBe('two');
    const move = (more: object) =>
      secrets.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: pending.VersionId,
          ...more,
        }),
      );
    expect((await refusalOf(move({}))).message).toContain(`is currently attached to version ${second}`);
    await move({ RemoveFromVersionId: second });
    expect([await value(SecretId), await value(SecretId, { VersionStage: 'AWSPREVIOUS' })]).toEqual(['three', 'two']);
    const stages = (await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;
    expect(stages).toEqual({ [second]: ['AWSPREVIOUS'], [pending.VersionId ?? '']: ['AWSPENDING', 'AWSCURRENT'] });
    const ids = async (IncludeDeprecated: boolean) =>
      (await secrets.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }))).Versions?.length;
    expect([await ids(false), await ids(true)]).toEqual([2, 3]);
    expect((await refusalOf(value(SecretId, { VersionStage: 'NONE' }))).message).toBe(
      "Secrets Manager can't find the specified secret value for staging label: NONE",
    );
  });

  it('updates description, key and value', async () => {
    const { SecretId } = await create({ Description: 'old' });
    await secrets.send(
      new UpdateSecretCommand({ SecretId, Description: 'new', SecretString: 'two', KmsKeyId: 'alias/seeded' }),
    );
    const described = await secrets.send(new DescribeSecretCommand({ SecretId }));
    expect(described).toMatchObject({ Description: 'new', KmsKeyId: 'alias/seeded' });
    expect(await value(SecretId)).toBe('two');
    expect((await secrets.send(new DescribeSecretCommand({ SecretId }))).LastAccessedDate?.getUTCHours()).toBe(0);
  });

  it('lists in pages, by filters', async () => {
    await create({ Name: 'shop/api', Description: 'Key of the till', Tags: [{ Key: 'team', Value: 'shop' }] });
    await create({ Name: 'shop/db', Tags: [{ Key: 'team', Value: 'data' }] });
    const names = async (...Filters: Filter[]) =>
      (await secrets.send(new ListSecretsCommand({ Filters, SortBy: 'name', SortOrder: 'asc' }))).SecretList?.map(
        ({ Name }) => Name,
      );
    expect(await names({ Key: 'name', Values: ['shop/'] })).toEqual(['shop/api', 'shop/db']);
    expect(await names({ Key: 'name', Values: ['shop/'] }, { Key: 'tag-value', Values: ['!data'] })).toEqual([
      'shop/api',
    ]);
    expect(await names({ Key: 'description', Values: ['TILL'] })).toEqual(['shop/api']);
    expect(await names({ Key: 'all', Values: ['db'] })).toEqual(['shop/db']);
    expect(await names({ Key: 'tag-key', Values: ['team'] })).toEqual(['seeded/secret', 'shop/api', 'shop/db']);
    const first = await secrets.send(new ListSecretsCommand({ MaxResults: 2 }));
    const next = await secrets.send(new ListSecretsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect(first.SecretList).toHaveLength(2);
    expect(next.SecretList?.[0]?.Name).not.toBe(first.SecretList?.[1]?.Name);
    expect((await refusalOf(secrets.send(new ListSecretsCommand({ NextToken: 'x' })))).code).toBe(
      'InvalidNextTokenException',
    );
    expect((await refusalOf(secrets.send(new ListSecretsCommand({ MaxResults: 101 })))).code).toBe(
      'ValidationException',
    );
    expect((await refusalOf(nobody.send(new ListSecretsCommand({})))).code).toBe('AccessDeniedException');
  });

  it('reads several at once, and says which it could not', async () => {
    const [{ SecretId: one }, { SecretId: two }] = [await create(), await create()];
    const { SecretValues, Errors } = await secrets.send(
      new BatchGetSecretValueCommand({ SecretIdList: [one, two, 'nope'] }),
    );
    expect(SecretValues?.map(({ Name }) => Name)).toEqual([one, two]);
    expect(Errors).toMatchObject([{ SecretId: 'nope', ErrorCode: 'ResourceNotFoundException' }]);
  });

  it('deletes after a time, at once, and not when it is restored', async () => {
    const { SecretId, arn } = await create();
    const remove = (more: object) => secrets.send(new DeleteSecretCommand({ SecretId, ...more }));
    expect((await refusalOf(remove({ RecoveryWindowInDays: 6 }))).message).toContain('between 7 and 30 days');
    expect((await refusalOf(remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }))).code).toBe(
      'InvalidParameterException',
    );
    expect(await remove({ RecoveryWindowInDays: 7 })).toMatchObject({ ARN: arn, Name: SecretId });
    expect((await refusalOf(value(SecretId))).message).toContain('it was marked for deletion');
    expect((await refusalOf(create({ Name: SecretId }))).message).toContain('already scheduled for deletion');
    const listed = await secrets.send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [SecretId] }] }));
    expect(listed.SecretList).toEqual([]);
    await secrets.send(new RestoreSecretCommand({ SecretId }));
    expect(await value(SecretId)).toBe('one');
    await remove({ ForceDeleteWithoutRecovery: true });
    expect((await refusalOf(value(SecretId))).code).toBe('ResourceNotFoundException');
    await remove({ ForceDeleteWithoutRecovery: true });
  });

  it('carries tags', async () => {
    const { SecretId } = await create();
    await secrets.send(
      new TagResourceCommand({
        SecretId,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await secrets.send(new UntagResourceCommand({ SecretId, TagKeys: ['a'] }));
    expect((await secrets.send(new DescribeSecretCommand({ SecretId }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  describe('resource policies', () => {
    const policyFor = (principal: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: principal }, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
        ],
      });

    it('open a secret to another account only with a key that is open to it, too', async () => {
      const { SecretId, arn } = await create();
      const read = () => neighbour.send(new GetSecretValueCommand({ SecretId: arn }));
      expect((await refusalOf(read())).message).toContain('because no resource-based policy allows');
      await secrets.send(
        new PutResourcePolicyCommand({ SecretId, ResourcePolicy: policyFor(`arn:aws:iam::${NEIGHBOUR}:root`) }),
      );
      expect((await refusalOf(read())).message).toBe('Access to KMS is not allowed');
      const kms = new KMSClient(world.options('owner'));
      const allow = (account: string, Action: string, more: object = {}) => ({
        Effect: 'Allow',
        Principal: { AWS: account },
        Action,
        Resource: '*',
        ...more,
      });
      const Condition = { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } };
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [allow(HOME, 'kms:*'), allow(NEIGHBOUR, 'kms:Decrypt', { Condition })],
      });
      const { KmsKeyId = '' } = await keyOfSeed();
      await kms.send(new PutKeyPolicyCommand({ KeyId: KmsKeyId, Policy }));
      await secrets.send(new UpdateSecretCommand({ SecretId, KmsKeyId, SecretString: 'shared' }));
      expect((await read()).SecretString).toBe('shared');
    });

    const keyOfSeed = async () => {
      const { Versions } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'seeded/secret' }));
      return { KmsKeyId: Versions?.[0]?.KmsKeyIds?.[0]?.split('/').at(-1) };
    };

    it('are kept as written, and taken away', async () => {
      const { SecretId } = await create();
      const ResourcePolicy = policyFor(HOME);
      await secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
      const get = async () => (await secrets.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
      expect(await get()).toBe(ResourcePolicy);
      await secrets.send(new DeleteResourcePolicyCommand({ SecretId }));
      expect(await get()).toBeUndefined();
    });

    it('are refused when broken, of nobody, or public where that is blocked', async () => {
      const { SecretId } = await create();
      const put = (ResourcePolicy: string) =>
        refusalOf(secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy: true })));
      expect((await put('{}')).code).toBe('MalformedPolicyDocumentException');
      expect((await put(policyFor(`arn:aws:iam::${HOME}:user/ghost`))).message).toContain('unsupported principal');
      expect((await put(policyFor('*'))).code).toBe('PublicPolicyException');
      const validate = async (ResourcePolicy: string) =>
        (await secrets.send(new ValidateResourcePolicyCommand({ ResourcePolicy }))).PolicyValidationPassed;
      expect([await validate(policyFor(HOME)), await validate(policyFor('*')), await validate('{}')]).toEqual([
        true,
        false,
        false,
      ]);
    });
  });

  it('needs leave to use the key beside leave to read', async () => {
    const keyless = new SecretsManagerClient(world.options('keyless'));
    const { SecretId } = await create();
    expect((await keyless.send(new GetSecretValueCommand({ SecretId }))).SecretString).toBe('one');
    expect((await refusalOf(keyless.send(new GetSecretValueCommand({ SecretId: 'seeded/secret' })))).message).toBe(
      'Access to KMS is not allowed',
    );
    expect(await refusalOf(nobody.send(new GetSecretValueCommand({ SecretId: 'nope' })))).toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  it('makes passwords of the kind asked for', async () => {
    const password = async (input: object) => (await secrets.send(new GetRandomPasswordCommand(input))).RandomPassword;
    expect(await password({})).toHaveLength(32);
    expect(await password({ PasswordLength: 4, ExcludePunctuation: true })).toMatch(/^[a-zA-Z0-9]{4}$/);
    expect(
      await password({
        PasswordLength: 40,
        ExcludePunctuation: true,
        ExcludeNumbers: true,
        ExcludeUppercase: true,
        ExcludeCharacters: 'aeiou',
      }),
    ).toMatch(/^[b-df-hj-np-tv-z]{40}$/);
    expect((await refusalOf(password({ PasswordLength: 2 }))).code).toBe('InvalidParameterException');
  });

  it('answers what it does not have with the error for an unknown operation', async () => {
    const { SecretId } = await create();
    expect((await refusalOf(secrets.send(new RotateSecretCommand({ SecretId })))).code).toBe(
      'UnknownOperationException',
    );
  });

  it('forgets a secret when its time is over', async () => {
    const { SecretId } = await create();
    await secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
    world.laterByDays(8);
    const later = new SecretsManagerClient(world.options('owner'));
    expect((await refusalOf(later.send(new RestoreSecretCommand({ SecretId })))).code).toBe(
      'ResourceNotFoundException',
    );
  });
});
