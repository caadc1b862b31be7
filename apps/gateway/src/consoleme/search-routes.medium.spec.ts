import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  findResource,
  issueActorToken,
  listAccounts,
  refuse,
  searchResources,
  type RequestOf,
  type Resource,
  type ResourceSummary,
} from '@gatehouse/contracts';
import type { RunningService } from '@gatehouse/service-host';
import { anAccount, answers, stubService, testActors, testNats, testService } from '@gatehouse/testing';
import type { TestActors, TestNats } from '@gatehouse/testing';
import { gatewayConfig } from '../gateway.config.js';
import { gateway } from '../gateway.manifest.js';
import { GatewayModule } from '../gateway.module.js';
import { httpApplication } from '../server/http-application.js';

const SESSION = 'a'.repeat(43);
let nats: TestNats;
let actors: TestActors;
let running: RunningService[];
let base: string;

function resource(arn: string, resourceType: string, more: Partial<ResourceSummary> = {}): ResourceSummary {
  const [, , , region = '', accountId = '', ...rest] = arn.split(':');
  return {
    arn,
    accountId: accountId === '' ? '123456789012' : accountId,
    accountName: 'default_account',
    resourceType,
    name: rest.join(':').split('/').at(-1) ?? '',
    region: region === '' ? 'global' : region,
    tags: {},
    owner: null,
    denialCount: 0,
    lastUsedAt: null,
    isPublic: null,
    revision: 1,
    changedAt: '2026-11-22T10:00:00.000Z',
    ...more,
  };
}

const resources = [
  resource('arn:aws:ec2:us-west-2:013013013013:security-group/sg-1', 'AWS::EC2::SecurityGroup'),
  resource('arn:aws:iam::123456789012:role/role', 'AWS::IAM::Role'),
  resource('arn:aws:iam::013013013013:role/team/role', 'AWS::IAM::Role', { denialCount: 2 }),
  resource('arn:aws:s3:::abucket1', 'AWS::S3::Bucket'),
  resource('arn:aws:s3:::abucket2', 'AWS::S3::Bucket'),
  resource('arn:aws:sns:us-east-1:123456789012:roletopic', 'AWS::SNS::Topic'),
  resource('arn:aws:sqs:us-east-1:123456789012:rolequeue', 'AWS::SQS::Queue'),
];

/** Two on a page at most, so that pages have to be turned. */
function search({ search: text = '', types, accountId, cursor }: RequestOf<typeof searchResources>) {
  const found = resources.filter(
    (it) =>
      text
        .toLowerCase()
        .split(' ')
        .every((word) => it.arn.toLowerCase().includes(word)) &&
      (types?.includes(it.resourceType) ?? true) &&
      (accountId === undefined || it.accountId === accountId),
  );
  const start = Number(cursor ?? 0);
  const more = start + 2 < found.length && { nextCursor: String(start + 2) };
  return { items: found.slice(start, start + 2), totalCount: found.length, isTotalExact: true, ...more };
}

function find({ arn }: RequestOf<typeof findResource>): { resource: Resource } {
  const found = resources.find((it) => it.arn === arn);
  if (!found) throw refuse(findResource, 'RESOURCE_UNKNOWN', 'Nobody has seen it.');
  const { freshness } = anAccount();
  const consoleUrl = arn.includes(':ec2:') ? 'https://console.aws.amazon.com/ec2/home?region=us-west-2#x' : null;
  const more = { path: '/', settings: {}, documents: [], groups: [], deletedAt: null, consoleUrl, freshness };
  return { resource: { ...found, ...more, firstSeenAt: '2026-11-22T10:00:00.000Z' } };
}

async function exchange({ sessionToken }: RequestOf<typeof issueActorToken>) {
  if (sessionToken !== SESSION) throw refuse(issueActorToken, 'SESSION_INVALID', 'This session does not exist.');
  const { token } = await actors.asPerson();
  const expiresAt = new Date(Date.now() + 300_000).toISOString();
  const person = { personId: 'ada@example.com', displayName: 'Ada Osei', groups: [], privileges: [] };
  return { actorToken: token.reveal(), expiresAt, sessionId: 's', sessionExpiresAt: expiresAt, person };
}

beforeAll(async () => {
  nats = await testNats();
  actors = await testActors({ natsUrl: nats.url, services: ['gateway'] });
  const shared = { natsUrl: nats.url, actors };
  const accounts = [
    anAccount({ accountId: '123456789012', name: 'default (old)' }),
    anAccount({ accountId: '013013013013' }),
  ];
  const stubs = await Promise.all([
    stubService('identity', [answers(issueActorToken, exchange)], shared),
    stubService(
      'inventory',
      [
        answers(listAccounts, async () => ({ items: accounts })),
        answers(searchResources, async (request) => search(request)),
        answers(findResource, async (request) => find(request)),
      ],
      shared,
    ),
  ]);
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
  base = `http://127.0.0.1:${port}`;
  const edge = await testService({
    ...shared,
    manifest: gateway,
    module: GatewayModule,
    config: gatewayConfig,
    application: httpApplication,
    environment: { GATEHOUSE_PORT: String(port), GATEHOUSE_PORTAL: 'none', GATEHOUSE_DRAIN_SECONDS: '0' },
  });
  running = [edge, ...stubs];
});

afterAll(async () => {
  for (const service of running) await service.stop();
  await actors.stop();
  await nats.stop();
});

async function ask(path: string, body?: unknown, cookie = `consoleme_auth=${SESSION}`) {
  const response = await fetch(base + path, {
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: response.status, body: (await response.json()) as unknown };
}

const titles = (...all: string[]) => all.map((title) => ({ title }));

describe('GET /api/v1/policies/typeahead', () => {
  it.each([
    [
      'resource=account&search=&limit=1000',
      titles('default [old] (123456789012)', 'payments-production (013013013013)'),
    ],
    ['resource=account&search=0130', titles('payments-production (013013013013)')],
    [
      'resource=iam_arn&search=arn:aws:iam::123456789012:role/RO&limit=5000',
      titles('arn:aws:iam::123456789012:role/role'),
    ],
    ['resource=iam_role&search=rol', titles('role')],
    ['resource=iam_role&search=rol&account_id=013013013013', titles('role')],
    [
      'resource=s3&search=a&account_id=123456789012',
      [
        { title: 'abucket1', account_id: '123456789012' },
        { title: 'abucket2', account_id: '123456789012' },
      ],
    ],
    [
      'resource=s3&search=bucket2&show_full_arn_for_s3_buckets=true',
      [{ title: 'arn:aws:s3:::abucket2', account_id: '123456789012' }],
    ],
    [
      'resource=sqs&search=role',
      [{ title: 'arn:aws:sqs:us-east-1:123456789012:rolequeue', account_id: '123456789012' }],
    ],
    [
      'resource=app&search=team',
      {
        'Unknown App': {
          name: 'Unknown App',
          results: [{ title: 'arn:aws:iam::013013013013:role/team/role', description: 'default_account' }],
        },
      },
    ],
  ])('%s', async (query, body) => {
    for (const path of ['/api/v1/policies/typeahead', '/policies/typeahead']) {
      await expect(ask(`${path}?${query}`)).resolves.toEqual({ status: 200, body });
    }
  });

  it.each([
    ['resource=fake', 400],
    ['resource=s3', 400],
    ['resource=fake&search=x', 404],
  ])('refuses %s with %i, in a list of errors', async (query, status) => {
    await expect(ask(`/api/v1/policies/typeahead?${query}`)).resolves.toMatchObject({
      status,
      body: { status: 'error', errors: [expect.any(String)] },
    });
  });

  it('makes weep log in anew without a session', async () => {
    for (const path of ['/api/v1/policies/typeahead', '/policies/typeahead', '/api/v2/get_resource_url']) {
      await expect(ask(path, undefined, 'x=y')).resolves.toMatchObject({ status: 403, body: { code: 'invalid_jwt' } });
    }
  });
});

describe('GET /api/v2/typeahead/resources', () => {
  it.each([
    ['', 7],
    ['typeahead=role', 4],
    ['typeahead=role&limit=1', 1],
    ['account_id=013013013013', 2],
    ['resource_type=sqs', 1],
    ['region=us-east-1', 2],
    ['region=us-east-1&account_id=123456789012&typeahead=role&limit=5', 2],
  ])('%s gives %i', async (query, count) => {
    const { status, body } = await ask(`/api/v2/typeahead/resources?${query}`);
    expect([status, (body as unknown[]).length]).toEqual([200, count]);
  });

  it('gives titles when asked to', async () => {
    await expect(ask('/api/v2/typeahead/resources?resource_type=sns&ui_formatted=true')).resolves.toMatchObject({
      body: titles('arn:aws:sns:us-east-1:123456789012:roletopic'),
    });
  });
});

describe('POST /api/v2/policies', () => {
  it('filters by patterns and limits', async () => {
    await expect(ask('/api/v2/policies', { filters: { arn: 'ROLE/', account_id: '^0' }, limit: 5 })).resolves.toEqual({
      status: 200,
      body: {
        totalCount: 7,
        filteredCount: 1,
        data: [
          {
            account_id: '013013013013',
            account_name: 'default_account',
            arn: 'arn:aws:iam::013013013013:role/team/role',
            technology: 'AWS::IAM::Role',
            templated: null,
            errors: 2,
          },
        ],
      },
    });
    await expect(ask('/api/v2/policies', { limit: 3 })).resolves.toMatchObject({ body: { filteredCount: 3 } });
  });

  it('links in Markdown', async () => {
    const { body } = await ask('/api/v2/policies?markdown=true', { filters: { technology: 'sqs' } });
    expect(body).toMatchObject({
      data: [
        {
          arn: '[arn:aws:sqs:us-east-1:123456789012:rolequeue](/policies/edit/123456789012/sqs/us-east-1/rolequeue)',
          templated: 'N/A',
        },
      ],
    });
  });

  it('refuses what would take too long', async () => {
    await expect(ask('/api/v2/policies', { filters: { arn: '(a+)+$' } })).resolves.toMatchObject({ status: 400 });
  });
});

describe('GET /api/v2/get_resource_url', () => {
  it.each([
    ['arn:aws:iam::013013013013:role/team/role', '/policies/edit/013013013013/iamrole/role'],
    ['arn:aws:s3:::abucket1', '/policies/edit/123456789012/s3/abucket1'],
    [
      'arn:aws:ec2:us-west-2:013013013013:security-group/sg-1',
      '/role/013013013013?redirect=https://console.aws.amazon.com/ec2/home?region=us-west-2%23x',
    ],
  ])('of %s is %s', async (arn, url) => {
    await expect(ask(`/api/v2/get_resource_url?arn=${arn}`)).resolves.toEqual({
      status: 200,
      body: { status: 'success', status_code: 200, data: { url } },
    });
  });

  it.each([
    ['', 'missing_data'],
    ['?arn=nonsense', 'malformed_data'],
    ['?arn=arn:aws:s3:::nobodys', 'invalid_data'],
  ])('%s is refused as %s', async (query, reason) => {
    await expect(ask(`/api/v2/get_resource_url${query}`)).resolves.toMatchObject({
      status: 404,
      body: { status: 'error', reason, errors: [expect.not.stringContaining('%')] },
    });
  });
});
