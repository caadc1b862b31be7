import {
  DeleteIdentityCommand,
  DeleteIdentityPolicyCommand,
  GetIdentityPoliciesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  ListIdentityPoliciesCommand,
  ListTemplatesCommand,
  PutIdentityPolicyCommand,
  SESClient,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendRawEmailCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
  SendEmailCommand as SendEmailV2Command,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { sentMails } from '../../../apps/aws-sandbox/src/ses/ses-state.js';
import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = `
    mail: [{ region: us-east-1, productionAccess: true, identities: [example.com, team@mail.example.org] }]
`;
const IDENTITY = 'arn:aws:ses:us-east-1:222222222222:identity/example.com';

describe('SES', () => {
  let sandbox: TwoAccounts;
  let ses: SESClient;
  let v2: SESv2Client;
  let nobody: SESClient;
  let neighbour: SESClient;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start(HOME);
    ses = new SESClient(sandbox.options(sandbox.owner));
    v2 = new SESv2Client(sandbox.options(sandbox.owner));
    nobody = new SESClient(sandbox.options(sandbox.nobody));
    neighbour = new SESClient(sandbox.options(sandbox.neighbour));
  });

  afterAll(() => sandbox.stop());

  const mail = (more: Partial<SendEmailCommandInput> = {}) =>
    new SendEmailCommand({
      Source: 'Gatehouse <gatehouse@example.com>',
      Destination: { ToAddresses: ['ada@example.net'], CcAddresses: ['rosa@example.net'] },
      Message: {
        Subject: { Data: 'Access ends' },
        Body: { Text: { Data: 'Tomorrow.' }, Html: { Data: '<p>Tomorrow.</p>' } },
      },
      ...more,
    });
  const lastMail = () => sentMails(sandbox.running.sandbox.world).at(-1);

  it('keeps what is sent, to be read', async () => {
    const { MessageId } = await ses.send(mail());
    expect(lastMail()).toMatchObject({
      messageId: MessageId,
      accountId: '222222222222',
      from: 'Gatehouse <gatehouse@example.com>',
      to: ['ada@example.net'],
      cc: ['rosa@example.net'],
      subject: 'Access ends',
      text: 'Tomorrow.',
      html: '<p>Tomorrow.</p>',
    });
  });

  it('takes whole messages, whose head says what the call does not', async () => {
    const Data = Buffer.from(
      'From: gatehouse@example.com\r\nTo: ada@example.net,\r\n rosa@example.net\r\nSubject: Folded\r\n head\r\n\r\nBody.',
    );
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data } }));
    expect(lastMail()).toMatchObject({
      to: ['ada@example.net', 'rosa@example.net'],
      subject: 'Folded head',
      text: 'Body.',
      raw: Data.toString(),
    });
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data }, Destinations: ['audrey@example.net'] }));
    expect(lastMail()?.to).toEqual(['audrey@example.net']);
  });

  it.each<[string, Partial<SendEmailCommandInput>, string, string]>([
    [
      'from an address nobody verified',
      { Source: 'a@elsewhere.org' },
      'MessageRejected',
      'not verified. The following identities failed the check in region US-EAST-1: a@elsewhere.org',
    ],
    ['from something that is no address', { Source: 'gatehouse' }, 'InvalidParameterValue', "Missing final '@domain'"],
    [
      'to something that is no address',
      { Destination: { ToAddresses: ['a b@example.net'] } },
      'InvalidParameterValue',
      'whitespace',
    ],
    ['to nobody', { Destination: { ToAddresses: [] } }, 'InvalidParameterValue', 'To'],
    [
      'to too many',
      { Destination: { BccAddresses: Array.from({ length: 51 }, (_each, index) => `a${String(index)}@example.net`) } },
      'InvalidParameterValue',
      'exceeds 50',
    ],
    [
      'for an identity that is none',
      { SourceArn: 'arn:aws:ses:us-east-1:999999999999:identity/x.org' },
      'InvalidParameterValue',
      'Invalid ARN',
    ],
  ])('does not send %s', async (_what, more, code, message) => {
    const refused = await refusalOf(ses.send(mail(more)));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(message);
  });

  it('says who may not in the quotation marks of SES', async () => {
    const { code, message } = await refusalOf(nobody.send(mail()));
    expect(code).toBe('AccessDenied');
    expect(message).toContain(
      `User \`arn:aws:iam::222222222222:user/nobody' is not authorized to perform \`ses:SendEmail' on resource \`${IDENTITY}'`,
    );
  });

  it('lets new accounts write to verified addresses only', async () => {
    await neighbour.send(new VerifyEmailIdentityCommand({ EmailAddress: 'me@neighbour.org' }));
    const toStranger = mail({ Source: 'me@neighbour.org' });
    expect((await refusalOf(neighbour.send(toStranger))).message).toContain('ada@example.net');
    await neighbour.send(mail({ Source: 'me@neighbour.org', Destination: { ToAddresses: ['me@neighbour.org'] } }));
    expect(await neighbour.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 200, SentLast24Hours: 1 });
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50_000 });
  });

  describe('identities', () => {
    it('are added, listed by type and page, and removed', async () => {
      await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'new@elsewhere.org' }));
      const { VerificationToken } = await ses.send(new VerifyDomainIdentityCommand({ Domain: 'new.org' }));
      const Identities = ['new.org', 'new@elsewhere.org', 'unknown.org'];
      const { VerificationAttributes } = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
      expect(VerificationAttributes).toEqual({
        'new.org': { VerificationStatus: 'Success', VerificationToken },
        'new@elsewhere.org': { VerificationStatus: 'Success' },
      });
      const first = await ses.send(new ListIdentitiesCommand({ MaxItems: 3 }));
      const rest = await ses.send(new ListIdentitiesCommand({ NextToken: first.NextToken }));
      expect([...(first.Identities ?? []), ...(rest.Identities ?? [])]).toEqual([
        'example.com',
        'new.org',
        'new@elsewhere.org',
        'team@mail.example.org',
      ]);
      const domains = await ses.send(new ListIdentitiesCommand({ IdentityType: 'Domain' }));
      expect(domains.Identities).toEqual(['example.com', 'new.org']);
      await ses.send(new DeleteIdentityCommand({ Identity: 'new.org' }));
      await ses.send(new DeleteIdentityCommand({ Identity: 'new.org' }));
      expect((await refusalOf(ses.send(mail({ Source: 'a@new.org' })))).code).toBe('MessageRejected');
    });

    it.each([
      ['an address without domain', new VerifyEmailIdentityCommand({ EmailAddress: 'ada' })],
      ['a domain of one label', new VerifyDomainIdentityCommand({ Domain: 'localhost' })],
      ['a token nobody gave out', new ListIdentitiesCommand({ NextToken: 'nonsense' })],
    ])('are refused: %s', async (_what, command) => {
      expect((await refusalOf(ses.send(command as ListIdentitiesCommand))).code).toBe('InvalidParameterValue');
    });

    it('may be lent to another account by a policy', async () => {
      const borrowed = mail({ SourceArn: IDENTITY });
      expect((await refusalOf(neighbour.send(borrowed))).code).toBe('AccessDenied');
      const Statement = {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::333333333333:root' },
        Action: 'ses:SendEmail',
        Resource: IDENTITY,
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
      const named = { Identity: 'example.com', PolicyName: 'neighbour' };
      await ses.send(new PutIdentityPolicyCommand({ ...named, Policy }));
      const toSelf = mail({ SourceArn: IDENTITY, Destination: { ToAddresses: ['me@neighbour.org'] } });
      await neighbour.send(toSelf);
      expect(lastMail()).toMatchObject({ accountId: '333333333333', from: 'Gatehouse <gatehouse@example.com>' });
      expect((await ses.send(new ListIdentityPoliciesCommand({ Identity: 'example.com' }))).PolicyNames).toEqual([
        'neighbour',
      ]);
      const { Policies } = await ses.send(
        new GetIdentityPoliciesCommand({ Identity: 'example.com', PolicyNames: ['neighbour'] }),
      );
      expect(Policies).toEqual({ neighbour: Policy });
      await ses.send(new DeleteIdentityPolicyCommand(named));
      expect((await refusalOf(neighbour.send(toSelf))).code).toBe('AccessDenied');
    });

    it.each([
      ['text that is no policy', 'example.com', 'text', 'InvalidPolicyException'],
      [
        'a resource that is another',
        'example.com',
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ses:SendEmail","Resource":"arn:aws:s3:::x"}]}',
        'InvalidPolicyException',
      ],
      ['an identity that is not there', 'missing.org', '{}', 'InvalidParameterValue'],
    ])('do not take %s', async (_what, Identity, Policy, code) => {
      const call = ses.send(new PutIdentityPolicyCommand({ Identity, PolicyName: 'p', Policy }));
      expect((await refusalOf(call)).code).toBe(code);
    });
  });

  it('answers what it does not have as an action nobody knows', async () => {
    expect((await refusalOf(ses.send(new ListTemplatesCommand({})))).code).toBe('InvalidAction');
  });

  describe('version 2', () => {
    const content = { Simple: { Subject: { Data: 'Second' }, Body: { Text: { Data: 'Version' } } } };
    const to = { Destination: { ToAddresses: ['ada@example.net'] } };

    it('sends the same mail in another language', async () => {
      const FromEmailAddress = 'gatehouse@example.com';
      const { MessageId } = await v2.send(new SendEmailV2Command({ FromEmailAddress, ...to, Content: content }));
      expect(lastMail()).toMatchObject({ messageId: MessageId, subject: 'Second', text: 'Version' });
      const Raw = { Data: Buffer.from('From: gatehouse@example.com\nTo: ada@example.net\nSubject: Raw\n\nBody') };
      await v2.send(new SendEmailV2Command({ Content: { Raw } }));
      expect(lastMail()).toMatchObject({ subject: 'Raw', text: 'Body', to: ['ada@example.net'] });
      const refused = async (from: string) =>
        (await refusalOf(v2.send(new SendEmailV2Command({ FromEmailAddress: from, ...to, Content: content })))).code;
      expect(await refused('a@elsewhere.net')).toBe('MessageRejected');
      expect(await refused('nobody')).toBe('BadRequestException');
      const templated = { FromEmailAddress, ...to, Content: { Template: { TemplateName: 't' } } };
      expect((await refusalOf(v2.send(new SendEmailV2Command(templated)))).code).toBe('BadRequestException');
    });

    it('knows the same identities', async () => {
      const EmailIdentity = 'second.org';
      await v2.send(new CreateEmailIdentityCommand({ EmailIdentity, Tags: [{ Key: 'team', Value: 'x' }] }));
      const again = v2.send(new CreateEmailIdentityCommand({ EmailIdentity }));
      expect((await refusalOf(again)).code).toBe('AlreadyExistsException');
      expect(await v2.send(new GetEmailIdentityCommand({ EmailIdentity }))).toMatchObject({
        IdentityType: 'DOMAIN',
        Tags: [{ Key: 'team', Value: 'x' }],
      });
      const first = await v2.send(new ListEmailIdentitiesCommand({ PageSize: 1 }));
      expect(first.EmailIdentities?.map(({ IdentityName }) => IdentityName)).toEqual(['example.com']);
      const second = await v2.send(new ListEmailIdentitiesCommand({ PageSize: 1000, NextToken: first.NextToken }));
      expect(second.EmailIdentities?.map(({ IdentityName }) => IdentityName)).toContain(EmailIdentity);
      await v2.send(new DeleteEmailIdentityCommand({ EmailIdentity }));
      const gone = v2.send(new GetEmailIdentityCommand({ EmailIdentity }));
      expect(await refusalOf(gone)).toMatchObject({ code: 'NotFoundException', status: 404 });
      const denied = new SESv2Client(sandbox.options(sandbox.nobody)).send(new GetAccountCommand({}));
      expect((await refusalOf(denied)).code).toBe('AccessDeniedException');
      expect((await v2.send(new GetAccountCommand({}))).ProductionAccessEnabled).toBe(true);
      const pages = v2.send(new ListEmailIdentitiesCommand({ PageSize: 1001 }));
      expect((await refusalOf(pages)).code).toBe('BadRequestException');
    });
  });
});
