import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';

import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleWithSAMLCommand,
  type AssumeRoleWithSAMLCommandInput,
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JWTPayload, SignJWT } from 'jose';

import { type AssertionFacts, SamlIdentityProvider } from './saml-identity-provider.js';
import { selfSigned } from './self-signed-certificate.js';
import { StsWorld, keysOf } from './sts-world.js';
import { refusalOf } from './two-accounts.js';

const ISSUER = 'https://ci.example.com/oidc';
const ROLE = 'arn:aws:iam::222222222222:role/deployer';
const SAML_ROLE = 'arn:aws:iam::222222222222:role/people/engineer';
const SAML_PROVIDER = 'arn:aws:iam::222222222222:saml-provider/company';
const OIDC_PROVIDER = 'arn:aws:iam::222222222222:oidc-provider/ci.example.com/oidc';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const idp = new SamlIdentityProvider();

const HOME = `
    oidcProviders: [{ url: '${ISSUER}', clientIds: [sts.amazonaws.com, other-client] }, { url: 'https://silent.example.com' }]
    samlProviders: [{ name: company, metadata: '${idp.metadata}' }]
    roles:
      - name: deployer
        trust:
          Statement:
            - Effect: Allow
              Principal: { Federated: '${OIDC_PROVIDER}' }
              Action: [sts:AssumeRoleWithWebIdentity, sts:TagSession, sts:SetSourceIdentity]
              Condition:
                StringEquals: { 'ci.example.com/oidc:aud': sts.amazonaws.com }
                StringLike: { 'ci.example.com/oidc:sub': 'repo:example/*' }
        inline: { read: { Statement: [{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*', Condition: { StringEquals: { aws:FederatedProvider: '${OIDC_PROVIDER}', 'ci.example.com/oidc:sub': 'repo:example/web' } } }] } }
        maxSessionHours: 2
      - name: untagged
        trust: { Statement: [{ Effect: Allow, Principal: { Federated: '${OIDC_PROVIDER}' }, Action: sts:AssumeRoleWithWebIdentity }] }
      - name: in-europe
        trust: { Statement: [{ Effect: Allow, Principal: { Federated: '${OIDC_PROVIDER}' }, Action: sts:AssumeRoleWithWebIdentity, Condition: { StringEquals: { aws:RequestedRegion: eu-west-1 } } }] }
      - name: for-google
        trust: { Statement: [{ Effect: Allow, Principal: { Federated: accounts.google.com }, Action: sts:AssumeRoleWithWebIdentity, Condition: { StringEquals: { 'accounts.google.com:aud': app-1 } } }] }
      - name: engineer
        path: /people/
        trust:
          Statement:
            - Effect: Allow
              Principal: { Federated: '${SAML_PROVIDER}' }
              Action: [sts:AssumeRoleWithSAML, sts:TagSession, sts:SetSourceIdentity]
              Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml', 'saml:sub': ada } }
        inline: { read: { Statement: [{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*', Condition: { StringEquals: { aws:PrincipalTag/team: payments, aws:SourceIdentity: ada } } }] } }
      - name: for-others
        trust: { Statement: [{ Effect: Allow, Principal: { Federated: '${SAML_PROVIDER}' }, Action: sts:AssumeRoleWithSAML, Condition: { StringEquals: { 'saml:sub': somebody-else } } }] }
`;

const REST = `
issuers:
  - url: '${ISSUER}'
    keys:
      - ${JSON.stringify({ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa-1', use: 'sig' })}
      - ${JSON.stringify({ ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec-1' })}
  - { url: 'https://accounts.google.com', keys: [${JSON.stringify({ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa-1' })}] }
`;

describe('sessions of people and programs at identity providers', () => {
  let world: StsWorld;
  let anonymous: STSClient;

  beforeAll(async () => {
    world = await StsWorld.start(HOME, REST);
    // The SDK does not sign these two calls, whatever credentials it has.
    anonymous = new STSClient(world.options({ accessKeyId: 'AKIANOBODYNOBODYNOBO', secretAccessKey: 'nothing' }));
  });
  afterAll(() => world.stop());

  const seconds = () => Math.floor(world.now().getTime() / 1000);

  const listBuckets = (credentials: Parameters<typeof keysOf>[0]) =>
    new S3Client(world.options(keysOf(credentials))).send(new ListBucketsCommand({}));

  describe('AssumeRoleWithWebIdentity', () => {
    const token = (claims: JWTPayload = {}, { alg = 'RS256', kid = 'rsa-1', key = rsa.privateKey } = {}) =>
      new SignJWT({
        iss: ISSUER,
        sub: 'repo:example/web',
        aud: 'sts.amazonaws.com',
        iat: seconds(),
        exp: seconds() + 600,
        ...claims,
      })
        .setProtectedHeader({ alg, kid })
        .sign(key);

    const assume = async (
      WebIdentityToken: string | Promise<string> = token(),
      more: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
    ) =>
      anonymous.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: ROLE,
          RoleSessionName: 'build-17',
          WebIdentityToken: await WebIdentityToken,
          ...more,
        }),
      );

    it('gives a session of the role for a token of the provider', async () => {
      const reply = await assume();
      expect(reply).toMatchObject({
        SubjectFromWebIdentityToken: 'repo:example/web',
        Audience: 'sts.amazonaws.com',
        Provider: OIDC_PROVIDER,
        AssumedRoleUser: { Arn: 'arn:aws:sts::222222222222:assumed-role/deployer/build-17' },
      });
      const identity = await world.sts(keysOf(reply.Credentials)).send(new GetCallerIdentityCommand({}));
      expect(identity.Arn).toBe('arn:aws:sts::222222222222:assumed-role/deployer/build-17');
    });

    it('lets policies of the session ask for provider and subject', async () => {
      expect((await listBuckets((await assume()).Credentials)).Buckets).toEqual([]);
      const other = await assume(token({ sub: 'repo:example/other' }));
      expect((await refusalOf(listBuckets(other.Credentials))).code).toBe('AccessDenied');
    });

    it('takes keys on curves, several audiences with a party, and two hours for a role that allows them', async () => {
      expect((await assume(token({}, { alg: 'ES256', kid: 'ec-1', key: ec.privateKey }))).Credentials).toBeDefined();
      const parties = await assume(token({ aud: ['x', 'y'], azp: 'sts.amazonaws.com' }), { DurationSeconds: 7_200 });
      expect(Number(parties.Credentials?.Expiration) - world.now().getTime()).toBeGreaterThan(7_100_000);
      expect(parties.Audience).toBe('sts.amazonaws.com');
    });

    it('passes tags and a source identity from the token on', async () => {
      const claims = {
        'https://aws.amazon.com/tags': { principal_tags: { team: ['payments'] }, transitive_tag_keys: ['team'] },
        'https://aws.amazon.com/source_identity': 'ada',
      };
      const reply = await assume(token(claims));
      expect(reply.SourceIdentity).toBe('ada');
      expect(reply.PackedPolicySize).toBeGreaterThan(0);
      expect(world.running.sandbox.tokens.open(reply.Credentials?.SessionToken ?? '')).toMatchObject({
        tags: { team: 'payments' },
        transitiveTagKeys: ['team'],
      });
      const untagged = { RoleArn: 'arn:aws:iam::222222222222:role/untagged' };
      expect((await refusalOf(assume(token(claims), untagged))).message).toBe(
        'Not authorized to perform sts:TagSession',
      );
    });

    it('knows some issuers by themselves', async () => {
      const google = { RoleArn: 'arn:aws:iam::222222222222:role/for-google' };
      const claims = { iss: 'https://accounts.google.com', aud: 'app-1', sub: '1017' };
      expect((await assume(token(claims), google)).Provider).toBe('accounts.google.com');
      expect((await refusalOf(assume(token({ ...claims, aud: 'app-2' }), google))).code).toBe('AccessDenied');
    });

    it.each<[string, () => string | Promise<string>, Partial<AssumeRoleWithWebIdentityCommandInput>, string, string]>([
      ['text that is no token', () => 'not-a-token', {}, 'InvalidIdentityTokenException', 'not a valid JWT'],
      [
        'a token without signature',
        async () => (await token()).replace(/[^.]+$/, ''),
        {},
        'InvalidIdentityTokenException',
        'not a valid JWT',
      ],
      [
        'a token of a stranger',
        () => token({}, { key: stranger.privateKey }),
        {},
        'InvalidIdentityTokenException',
        'signature',
      ],
      [
        'a token that names no key of the issuer',
        () => token({}, { kid: 'rsa-9' }),
        {},
        'InvalidIdentityTokenException',
        'signature',
      ],
      ['a changed token', async () => changed(await token()), {}, 'InvalidIdentityTokenException', 'signature'],
      [
        'an expired token',
        () => token({ exp: seconds() - 1 }),
        {},
        'ExpiredTokenException',
        'must be before the expiration date/time',
      ],
      [
        'a token without end',
        () => token({ exp: 'never' as unknown as number }),
        {},
        'InvalidIdentityTokenException',
        'exp',
      ],
      [
        'another audience',
        () => token({ aud: 'somebody' }),
        {},
        'InvalidIdentityTokenException',
        'Incorrect token audience',
      ],
      [
        'an issuer that is no provider of the account',
        () => token({ iss: 'https://evil.example.com' }),
        {},
        'InvalidIdentityTokenException',
        'No OpenIDConnect provider found in your account for https://evil.example.com',
      ],
      [
        'a provider that publishes no keys',
        () => token({ iss: 'https://silent.example.com' }),
        {},
        'InvalidIdentityTokenException',
        "Couldn't retrieve verification key",
      ],
      [
        'a subject that the role does not trust',
        () => token({ sub: 'repo:other/web' }),
        {},
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      ],
      [
        'an audience that the role does not trust',
        () => token({ aud: 'other-client' }),
        {},
        'AccessDenied',
        'Not authorized',
      ],
      [
        'a role that is not there',
        () => token(),
        { RoleArn: 'arn:aws:iam::222222222222:role/nobody' },
        'AccessDenied',
        'Not authorized',
      ],
      ['a role that trusts somebody else', () => token(), { RoleArn: SAML_ROLE }, 'AccessDenied', 'Not authorized'],
      [
        'more time than the role has',
        () => token(),
        { DurationSeconds: 7_201 },
        'ValidationError',
        'MaxSessionDuration',
      ],
      [
        'an access token of a known provider',
        () => token(),
        { ProviderId: 'www.amazon.com' },
        'IDPCommunicationErrorException',
        'www.amazon.com',
      ],
      ['a session name with a space', () => token(), { RoleSessionName: 'a b' }, 'ValidationError', 'roleSessionName'],
    ])('refuses %s', async (_what, made, ...[more, code, message]) => {
      const refusal = await refusalOf(assume(made(), more));
      expect(refusal).toMatchObject({ code, status: code === 'AccessDenied' ? 403 : 400 });
      expect(refusal.message).toContain(message);
    });

    it.each([
      ['sts.eu-west-1.amazonaws.com', 200],
      ['sts-fips.eu-west-1.amazonaws.com', 200],
      ['sts.us-east-1.amazonaws.com', 403],
      ['sts.amazonaws.com', 403],
    ])('is made in the region of the host it is sent to: %s', async (host, status) => {
      const form = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: 'arn:aws:iam::222222222222:role/in-europe',
        RoleSessionName: 'build-17',
        WebIdentityToken: await token(),
      });
      expect(await postTo(world.running.url, host, form)).toBe(status);
    });

    it('cannot be talked into another algorithm', async () => {
      const secret = new TextEncoder().encode(rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string);
      const forged = await new SignJWT({
        iss: ISSUER,
        sub: 'repo:example/web',
        aud: 'sts.amazonaws.com',
        iat: seconds(),
        exp: seconds() + 600,
      })
        .setProtectedHeader({ alg: 'HS256', kid: 'rsa-1' })
        .sign(secret);
      expect((await refusalOf(assume(forged))).message).toContain('signature');
    });
  });

  describe('AssumeRoleWithSAML', () => {
    const response = (facts: Partial<AssertionFacts> = {}) =>
      idp.response({
        now: world.now(),
        roles: [`${SAML_ROLE},${SAML_PROVIDER}`, `${SAML_PROVIDER} , arn:aws:iam::222222222222:role/for-others`],
        ...facts,
      });

    const assume = (SAMLAssertion = response(), more: Partial<AssumeRoleWithSAMLCommandInput> = {}) =>
      anonymous.send(
        new AssumeRoleWithSAMLCommand({ RoleArn: SAML_ROLE, PrincipalArn: SAML_PROVIDER, SAMLAssertion, ...more }),
      );

    it.each([false, true])('gives a session for a signed response (signed as a whole: %s)', async (wholeResponse) => {
      const reply = await assume(response({ wholeResponse }));
      expect(reply).toMatchObject({
        Subject: 'ada',
        SubjectType: 'persistent',
        Issuer: idp.entityId,
        Audience: 'https://signin.aws.amazon.com/saml',
        AssumedRoleUser: { Arn: 'arn:aws:sts::222222222222:assumed-role/engineer/ada@example.com' },
      });
      expect(reply.NameQualifier).toMatch(/^[\w+/]{27}=$/);
      const identity = await world.sts(keysOf(reply.Credentials)).send(new GetCallerIdentityCommand({}));
      expect(identity.Arn).toContain('assumed-role/engineer/ada@example.com');
    });

    it('takes tags, source identity and the end of the session from it', async () => {
      const attributes = {
        'https://aws.amazon.com/SAML/Attributes/PrincipalTag:team': ['payments'],
        'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys': ['team'],
        'https://aws.amazon.com/SAML/Attributes/SourceIdentity': ['ada'],
      };
      const sessionUntil = new Date(world.now().getTime() + 1_200_000);
      const reply = await assume(response({ attributes, sessionUntil }));
      expect(reply.SourceIdentity).toBe('ada');
      expect(Number(reply.Credentials?.Expiration) - world.now().getTime()).toBeLessThanOrEqual(1_200_000);
      expect((await listBuckets(reply.Credentials)).Buckets).toEqual([]);
      expect((await refusalOf(listBuckets((await assume()).Credentials))).code).toBe('AccessDenied');
    });

    const evil = '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada</saml:NameID>';

    it.each<[string, () => string, Partial<AssumeRoleWithSAMLCommandInput>, string, string]>([
      ['what is no XML', () => 'bm90IHhtbA==', {}, 'InvalidIdentityTokenException', 'Invalid SAML response'],
      [
        'a document type',
        () => response({ tamper: (xml) => `<!DOCTYPE x [<!ENTITY y "z">]>${xml}` }),
        {},
        'InvalidIdentityTokenException',
        'Invalid SAML response',
      ],
      [
        'a response that was changed',
        () => response({ tamper: (xml) => xml.replace('>ada<', '>eve<') }),
        {},
        'InvalidIdentityTokenException',
        'Response signature invalid',
      ],
      [
        'a response nobody signed',
        () => response({ tamper: (xml) => xml.replace(/<Signature.*<\/Signature>/s, '') }),
        {},
        'InvalidIdentityTokenException',
        'Response signature invalid',
      ],
      [
        'the key of a stranger',
        () => response({ signer: selfSigned('idp.example.com') }),
        {},
        'InvalidIdentityTokenException',
        'Response signature invalid',
      ],
      [
        'two assertions',
        () =>
          response({
            tamper: (xml) =>
              xml.replace(
                '</samlp:Response>',
                `<saml:Assertion ID="_2"><saml:Issuer>${idp.entityId}</saml:Issuer><saml:Subject>${evil}</saml:Subject></saml:Assertion></samlp:Response>`,
              ),
          }),
        {},
        'InvalidIdentityTokenException',
        'Invalid SAML response',
      ],
      [
        'another issuer',
        () => response({ issuer: 'https://other.example.com' }),
        {},
        'InvalidIdentityTokenException',
        'Issuer not present in specified provider',
      ],
      [
        'another audience',
        () => response({ audience: 'https://example.com' }),
        {},
        'InvalidIdentityTokenException',
        'Response does not contain the required audience.',
      ],
      [
        'another recipient',
        () => response({ recipient: 'https://signin.aws.amazon.com.example.com/saml' }),
        {},
        'InvalidIdentityTokenException',
        'recipient',
      ],
      [
        'a response of six minutes ago',
        () => response({ now: new Date(world.now().getTime() - 360_000) }),
        {},
        'ExpiredTokenException',
        'Token must be redeemed within 5 minutes of issuance',
      ],
      [
        'no session name',
        () => response({ change: (xml) => xml.replace('RoleSessionName', 'Nothing') }),
        {},
        'InvalidIdentityTokenException',
        'RoleSessionName is required in AuthnResponse',
      ],
      [
        'a session name with a space',
        () => response({ change: (xml) => xml.replace('ada@example.com', 'a b') }),
        {},
        'InvalidIdentityTokenException',
        'RoleSessionName in AuthnResponse must match',
      ],
      [
        'a role that the response does not offer',
        () => response({ roles: [] }),
        {},
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithSAML',
      ],
      [
        'a role that trusts others',
        () => response(),
        { RoleArn: 'arn:aws:iam::222222222222:role/for-others' },
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithSAML',
      ],
      [
        'a provider that is not there',
        () => response(),
        { PrincipalArn: 'arn:aws:iam::222222222222:saml-provider/nobody' },
        'InvalidIdentityTokenException',
        "Specified provider doesn't exist",
      ],
      [
        'more time than the role has',
        () => response(),
        { DurationSeconds: 3_601 },
        'ValidationError',
        'MaxSessionDuration',
      ],
    ])('refuses %s', async (_what, made, ...[more, code, message]) => {
      const refusal = await refusalOf(assume(made(), more));
      expect(refusal).toMatchObject({ code, status: code === 'AccessDenied' ? 403 : 400 });
      expect(refusal.message).toContain(message);
    });

    it('reads nothing that is not signed: an assertion wrapped around a signed one', async () => {
      const wrap = (xml: string): string => {
        const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
        const forged = assertion
          .replace('ID="_assertion"', 'ID="_forged"')
          .replace(/<Signature.*<\/Signature>/s, `<saml:Advice>${assertion}</saml:Advice>`);
        return xml.replace(assertion, forged.replace('>ada@example.com<', '>root@example.com<'));
      };
      expect((await refusalOf(assume(response({ tamper: wrap })))).message).toBe('Response signature invalid');
    });
  });
});

/** The status of a form sent without signature, under the name of another host. */
function postTo(url: string, host: string, form: URLSearchParams): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request(url, { method: 'POST', headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    sent.once('error', reject);
    sent.end(form.toString());
  });
}

/** The same head and signature around another body. */
function changed(token: string): string {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'repo:example/root' })).toString('base64url');
  return [head, other, signature].join('.');
}
