import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionUrlConfigCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  GetLayerVersionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionUrlConfigsCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionUrlConfigCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const TRUST = (service: string) =>
  `{ Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: sts:AssumeRole }] }`;

const HOME = `
    roles:
      - { name: for-functions, trust: ${TRUST('lambda.amazonaws.com')} }
      - { name: for-instances, trust: ${TRUST('ec2.amazonaws.com')} }
    functions:
      - name: seeded
        region: eu-west-1
        role: for-functions
        tags: { team: payments }
        aliases: [live]
        permissions: [{ sid: events, principal: events.amazonaws.com, sourceAccount: '222222222222' }]
    buckets: [{ name: code-of-home, region: us-east-1, objects: [{ key: code.zip, text: 'PK-zipped' }] }]
`;

const ARN = 'arn:aws:lambda:us-east-1:222222222222:function';
const ROLE = 'arn:aws:iam::222222222222:role/for-functions';
const ZIP = Buffer.from('PK\u0003\u0004 not really zipped');

describe('Lambda', () => {
  let sandbox: TwoAccounts;
  let lambda: LambdaClient;
  let nobody: LambdaClient;
  let neighbour: LambdaClient;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start(HOME);
    lambda = new LambdaClient(sandbox.options(sandbox.owner));
    nobody = new LambdaClient(sandbox.options(sandbox.nobody));
    neighbour = new LambdaClient(sandbox.options(sandbox.neighbour));
  });

  afterAll(() => sandbox.stop());

  const create = (FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: ROLE,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: ZIP },
        ...more,
      }),
    );

  describe('functions', () => {
    it('are made with what they were told and the defaults of the rest', async () => {
      const made = await create('orders', {
        Tags: { team: 'payments' },
        Environment: { Variables: { Stage: 'prod' } },
      });
      expect(made).toMatchObject({
        State: 'Pending',
        FunctionArn: `${ARN}:orders`,
        Version: '$LATEST',
        MemorySize: 128,
      });
      const { Configuration, Tags, Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'orders' }));
      expect(Configuration).toMatchObject({
        State: 'Active',
        LastUpdateStatus: 'Successful',
        Timeout: 3,
        Role: ROLE,
        Environment: { Variables: { Stage: 'prod' } },
        CodeSize: ZIP.byteLength,
      });
      expect(Configuration?.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
      expect(Tags).toEqual({ team: 'payments' });
      expect(Code?.RepositoryType).toBe('S3');
      expect(await refusalOf(create('orders'))).toMatchObject({ code: 'ResourceConflictException', status: 409 });
    });

    it('take code from a bucket or an image', async () => {
      const fromBucket = await create('from-bucket', { Code: { S3Bucket: 'code-of-home', S3Key: 'code.zip' } });
      expect(fromBucket.CodeSize).toBe(9);
      const ImageUri = '222222222222.dkr.ecr.us-east-1.amazonaws.com/app:1';
      const image = { PackageType: 'Image', Runtime: undefined, Handler: undefined, Code: { ImageUri } } as const;
      await create('from-image', image);
      const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'from-image' }));
      expect(Code).toMatchObject({ RepositoryType: 'ECR', ImageUri });
    });

    it.each<[string, Partial<CreateFunctionCommandInput>, string, string]>([
      [
        'without a runtime',
        { Runtime: undefined },
        'InvalidParameterValueException',
        'Runtime and Handler are mandatory',
      ],
      ['for a runtime nobody has', { Runtime: 'cobol' as never }, 'InvalidParameterValueException', "at 'runtime'"],
      ['for a retired runtime', { Runtime: 'nodejs12.x' }, 'InvalidParameterValueException', 'no longer supported'],
      [
        'with a role that is for others',
        { Role: ROLE.replace('functions', 'instances') },
        'InvalidParameterValueException',
        'cannot be assumed by Lambda',
      ],
      [
        'with a role that is not there',
        { Role: `${ROLE}-not` },
        'InvalidParameterValueException',
        'cannot be assumed by Lambda',
      ],
      [
        'with a role of another account',
        { Role: ROLE.replace('2222', '3333') },
        'AccessDeniedException',
        'Cross-account pass role',
      ],
      [
        'with code that is no archive',
        { Code: { ZipFile: Buffer.from('text') } },
        'InvalidParameterValueException',
        'unzip',
      ],
      [
        'with code that is not there',
        { Code: { S3Bucket: 'code-of-home', S3Key: 'no' } },
        'InvalidParameterValueException',
        'NoSuchKey',
      ],
      ['without code', { Code: {} }, 'InvalidParameterValueException', 'exactly one source'],
      ['with too much time', { Timeout: 901 }, 'ValidationException', 'less than or equal to 900'],
      ['with too little memory', { MemorySize: 64 }, 'ValidationException', 'greater than or equal to 128'],
      [
        'with a reserved variable',
        { Environment: { Variables: { AWS_REGION: 'x' } } },
        'InvalidParameterValueException',
        'AWS_REGION',
      ],
      [
        'with too large an environment',
        { Environment: { Variables: { A: 'x'.repeat(5000) } } },
        'InvalidParameterValueException',
        '4KB',
      ],
      ['with a name of spaces', { FunctionName: 'a b' }, 'ValidationException', "at 'functionName'"],
      ['with tags of AWS', { Tags: { 'aws:x': 'y' } }, 'InvalidParameterValueException', 'aws:'],
    ])('are refused %s', async (_what, more, code, message) => {
      const refused = await refusalOf(create('refused', more));
      expect(refused).toMatchObject({ code, message: expect.stringContaining(message) });
    });

    it('change, and only from the revision that was seen', async () => {
      await create('changing');
      const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'changing' }));
      const change = { FunctionName: 'changing', Timeout: 10, RevisionId: before.RevisionId };
      const changed = await lambda.send(new UpdateFunctionConfigurationCommand(change));
      expect(changed).toMatchObject({ Timeout: 10, Handler: 'index.handler', LastUpdateStatus: 'InProgress' });
      expect(await refusalOf(lambda.send(new UpdateFunctionConfigurationCommand(change)))).toMatchObject({
        code: 'PreconditionFailedException',
        status: 412,
      });
      const ZipFile = Buffer.from('PK other');
      const code = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changing', ZipFile }));
      expect(code).toMatchObject({ CodeSize: 8, Timeout: 10 });
    });

    it('are listed page by page, in their own region', async () => {
      const pages: number[] = [];
      const names = new Set<string | undefined>();
      for await (const { Functions = [] } of paginateListFunctions({ client: lambda, pageSize: 2 }, {})) {
        pages.push(Functions.length);
        for (const { FunctionName } of Functions) names.add(FunctionName);
      }
      expect(Math.max(...pages)).toBe(2);
      expect(names).toEqual(new Set(['changing', 'from-bucket', 'from-image', 'orders']));
      const ireland = new LambdaClient(sandbox.options(sandbox.owner, 'eu-west-1'));
      const { Functions } = await ireland.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
      expect(Functions?.map(({ FunctionArn }) => FunctionArn?.split(':').at(-1))).toEqual(['$LATEST', '1']);
      expect(await refusalOf(lambda.send(new ListFunctionsCommand({ Marker: 'nonsense' })))).toMatchObject({
        code: 'InvalidParameterValueException',
      });
      expect(await refusalOf(lambda.send(new ListFunctionsCommand({ MaxItems: 0 })))).toMatchObject({
        code: 'ValidationException',
      });
    });

    it('are found by every form of their name, and not in another region', async () => {
      for (const FunctionName of [`${ARN}:orders`, '222222222222:function:orders', 'orders:$LATEST']) {
        const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        expect(found.FunctionName).toBe('orders');
      }
      const elsewhere = new GetFunctionCommand({ FunctionName: `${ARN.replace('us-east-1', 'eu-west-1')}:seeded` });
      expect(await refusalOf(lambda.send(elsewhere))).toMatchObject({
        code: 'ResourceNotFoundException',
        message: expect.stringContaining('not reachable in this region'),
      });
      expect(await refusalOf(lambda.send(new GetFunctionCommand({ FunctionName: 'missing' })))).toEqual({
        code: 'ResourceNotFoundException',
        status: 404,
        message: `Function not found: ${ARN}:missing`,
      });
    });

    it('are for those who may', async () => {
      expect(await refusalOf(nobody.send(new GetFunctionCommand({ FunctionName: 'orders' })))).toEqual({
        code: 'AccessDeniedException',
        status: 403,
        message: `User: arn:aws:iam::222222222222:user/nobody is not authorized to perform: lambda:GetFunction on resource: ${ARN}:orders because no identity-based policy allows the lambda:GetFunction action`,
      });
      expect((await refusalOf(nobody.send(new ListFunctionsCommand({})))).code).toBe('AccessDeniedException');
    });

    it('answer a call in Lambda’s shape and say that no code is run', async () => {
      const call = new InvokeCommand({ FunctionName: 'orders', Payload: Buffer.from('{"order":7}') });
      const { StatusCode, FunctionError, Payload, ExecutedVersion } = await lambda.send(call);
      expect([StatusCode, FunctionError, ExecutedVersion]).toEqual([200, 'Unhandled', '$LATEST']);
      expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({ errorType: 'Sandbox.CodeIsNotRun' });
      const dry = await lambda.send(new InvokeCommand({ FunctionName: 'orders', InvocationType: 'DryRun' }));
      expect(dry.StatusCode).toBe(204);
      const event = await lambda.send(new InvokeCommand({ FunctionName: 'orders', InvocationType: 'Event' }));
      expect(event.StatusCode).toBe(202);
      const wrong = new InvokeCommand({ FunctionName: 'orders', Payload: Buffer.from('{') });
      expect((await refusalOf(lambda.send(wrong))).code).toBe('InvalidRequestContentException');
    });

    it('go away', async () => {
      await lambda.send(new DeleteFunctionCommand({ FunctionName: 'from-image' }));
      expect((await refusalOf(lambda.send(new DeleteFunctionCommand({ FunctionName: 'from-image' })))).status).toBe(
        404,
      );
    });

    it('have operations that the sandbox does not', async () => {
      const call = lambda.send(new GetLayerVersionCommand({ LayerName: 'x', VersionNumber: 1 }));
      expect((await refusalOf(call)).code).toBe('UnknownOperationException');
    });
  });

  describe('policies', () => {
    const permission = { FunctionName: 'orders', Action: 'lambda:InvokeFunction' };

    it('are made of permissions, with conditions in the spelling of AWS', async () => {
      const input = { ...permission, StatementId: 'bucket', Principal: 's3.amazonaws.com' };
      const conditions = { SourceArn: 'arn:aws:s3:::inbox', SourceAccount: '222222222222' };
      const { Statement } = await lambda.send(new AddPermissionCommand({ ...input, ...conditions }));
      const statement = {
        Sid: 'bucket',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: `${ARN}:orders`,
        Condition: {
          StringEquals: { 'AWS:SourceAccount': '222222222222' },
          ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::inbox' },
        },
      };
      expect(JSON.parse(Statement ?? '')).toEqual(statement);
      const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: 'orders' }));
      expect(JSON.parse(Policy ?? '')).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
      expect(await refusalOf(lambda.send(new AddPermissionCommand(input)))).toMatchObject({
        code: 'ResourceConflictException',
        status: 409,
      });
    });

    it('let another account in, and its organization', async () => {
      const get = new GetFunctionConfigurationCommand({ FunctionName: `${ARN}:orders` });
      const refused = await refusalOf(neighbour.send(get));
      expect([refused.code, refused.status]).toEqual(['AccessDeniedException', 403]);
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: 'orders',
          StatementId: 'neighbour',
          Principal: '333333333333',
          Action: 'lambda:GetFunctionConfiguration',
        }),
      );
      expect((await neighbour.send(get)).FunctionName).toBe('orders');
      const invoke = new InvokeCommand({ FunctionName: `${ARN}:orders` });
      expect((await refusalOf(neighbour.send(invoke))).code).toBe('AccessDeniedException');
      const organization = { ...permission, StatementId: 'all-of-us', Principal: '*', PrincipalOrgID: 'o-twoaccounts' };
      await lambda.send(new AddPermissionCommand(organization));
      expect((await neighbour.send(invoke)).StatusCode).toBe(200);
    });

    it('lose permissions again, and are gone with the last', async () => {
      const { RevisionId } = await lambda.send(new GetPolicyCommand({ FunctionName: 'orders' }));
      const remove = (StatementId: string, more = {}) =>
        lambda.send(new RemovePermissionCommand({ FunctionName: 'orders', StatementId, ...more }));
      expect(await refusalOf(remove('bucket', { RevisionId: 'other' }))).toMatchObject({ status: 412 });
      await remove('bucket', { RevisionId });
      await remove('neighbour');
      await remove('all-of-us');
      expect((await refusalOf(remove('bucket'))).code).toBe('ResourceNotFoundException');
      expect(await refusalOf(lambda.send(new GetPolicyCommand({ FunctionName: 'orders' })))).toMatchObject({
        code: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
      });
    });

    it.each([
      [
        'a principal that is not there',
        { Principal: 'arn:aws:iam::222222222222:role/ghost' },
        'InvalidParameterValueException',
      ],
      ['an account that is not there', { Principal: '999999999999' }, 'InvalidParameterValueException'],
      ['an action of another service', { Action: 's3:GetObject' }, 'ValidationException'],
      ['a statement id of spaces', { StatementId: 'a b' }, 'ValidationException'],
      ['an account id that is none', { SourceAccount: '12' }, 'ValidationException'],
    ])('do not take %s', async (_what, more, code) => {
      const input = { ...permission, StatementId: 'refused', Principal: 's3.amazonaws.com', ...more };
      expect((await refusalOf(lambda.send(new AddPermissionCommand(input)))).code).toBe(code);
    });

    it('are not larger than 20 KB', async () => {
      await create('many-permissions');
      let refused: string | undefined;
      for (let index = 0; index < 60 && refused === undefined; index += 1) {
        const long = `arn:aws:s3:::${'x'.repeat(400)}-${String(index)}`;
        const input = { FunctionName: 'many-permissions', Principal: 's3.amazonaws.com', SourceArn: long };
        const call = new AddPermissionCommand({
          ...input,
          StatementId: `s${String(index)}`,
          Action: 'lambda:InvokeFunction',
        });
        refused = await lambda.send(call).then(
          () => undefined,
          (error: unknown) => (error as Error).name,
        );
      }
      expect(refused).toBe('PolicyLengthExceededException');
    });
  });

  describe('tags', () => {
    it('are set and taken away', async () => {
      const Resource = `${ARN}:orders`;
      await lambda.send(new TagResourceCommand({ Resource, Tags: { owner: 'ada', empty: '' } }));
      await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['team', 'missing'] }));
      const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
      expect(Tags).toEqual({ owner: 'ada', empty: '' });
    });

    it('are on functions only, fifty at most', async () => {
      const many = Object.fromEntries(Array.from({ length: 51 }, (_each, index) => [`k${String(index)}`, '']));
      const calls = [
        new TagResourceCommand({ Resource: `${ARN}:orders`, Tags: many }),
        new TagResourceCommand({ Resource: `${ARN}:orders:1`, Tags: { a: 'b' } }),
        new TagResourceCommand({ Resource: 'arn:aws:s3:::bucket', Tags: { a: 'b' } }),
      ];
      for (const call of calls) {
        expect((await refusalOf(lambda.send(call))).code).toBe('InvalidParameterValueException');
      }
      const denied = nobody.send(new ListTagsCommand({ Resource: `${ARN}:orders` }));
      expect((await refusalOf(denied)).code).toBe('AccessDeniedException');
    });
  });

  describe('versions and aliases', () => {
    const FunctionName = 'versioned';
    const alias = { FunctionName, Name: 'live' };

    it('are numbers for what was, and names for numbers', async () => {
      await create(FunctionName, { Publish: true });
      expect((await lambda.send(new PublishVersionCommand({ FunctionName }))).Version).toBe('1');
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 60 }));
      const published = await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'slower' }));
      expect(published).toMatchObject({ Version: '2', FunctionArn: `${ARN}:versioned:2`, Description: 'slower' });
      const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
      expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
      await lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1' }));
      const get = new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' });
      expect(await lambda.send(get)).toMatchObject({ Version: '1', Timeout: 3, FunctionArn: `${ARN}:versioned:live` });
      await lambda.send(new UpdateAliasCommand({ ...alias, FunctionVersion: '2' }));
      expect((await lambda.send(get)).Timeout).toBe(60);
      expect((await lambda.send(new GetAliasCommand(alias))).FunctionVersion).toBe('2');
      const { Aliases } = await lambda.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '2' }));
      expect(Aliases?.map(({ Name }) => Name)).toEqual(['live']);
    });

    it('are refused where they do not fit', async () => {
      const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code;
      const wrong = { ...alias, FunctionVersion: '9' };
      expect(await refused(lambda.send(new CreateAliasCommand(wrong)))).toBe('ResourceConflictException');
      expect(await refused(lambda.send(new UpdateAliasCommand(wrong)))).toBe('ResourceNotFoundException');
      expect(await refused(lambda.send(new GetAliasCommand({ ...alias, Name: 'no' })))).toBe(
        'ResourceNotFoundException',
      );
      const numbered = new CreateAliasCommand({ ...alias, Name: '7', FunctionVersion: '1' });
      expect(await refused(lambda.send(numbered))).toBe('ValidationException');
      const inUse = new DeleteFunctionCommand({ FunctionName, Qualifier: '2' });
      expect(await refused(lambda.send(inUse))).toBe('ResourceConflictException');
      const code = new PublishVersionCommand({ FunctionName, CodeSha256: 'other' });
      expect(await refused(lambda.send(code))).toBe('InvalidParameterValueException');
      await lambda.send(new DeleteAliasCommand(alias));
      await lambda.send(new DeleteAliasCommand(alias));
      await lambda.send(inUse);
      const gone = new GetFunctionCommand({ FunctionName, Qualifier: '2' });
      expect((await refusalOf(lambda.send(gone))).message).toBe(`Function not found: ${ARN}:versioned:2`);
    });
  });

  it('gives a function a URL', async () => {
    const FunctionName = 'orders';
    const url = await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
    expect(url.FunctionUrl).toMatch(/^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/);
    const again = lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
    expect((await refusalOf(again)).code).toBe('ResourceConflictException');
    await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }));
    const { FunctionUrlConfigs } = await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
    expect(FunctionUrlConfigs?.map(({ AuthType }) => AuthType)).toEqual(['AWS_IAM']);
    await lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    const gone = lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    expect((await refusalOf(gone)).code).toBe('ResourceNotFoundException');
  });

  it('reserves concurrency and leaves some to others', async () => {
    const FunctionName = 'orders';
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 100 }));
    const { ReservedConcurrentExecutions } = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(ReservedConcurrentExecutions).toBe(100);
    const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit?.UnreservedConcurrentExecutions).toBe(900);
    expect(AccountUsage?.FunctionCount).toBeGreaterThan(2);
    const all = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 901 });
    expect((await refusalOf(lambda.send(all))).code).toBe('InvalidParameterValueException');
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).not.toHaveProperty(
      'ReservedConcurrentExecutions',
    );
  });
});
