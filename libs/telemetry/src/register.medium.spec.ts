import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, '..');
const repository = join(folder, '..', '..');

/** A service as ours are: ES modules that import their libraries by name, after `register`. */
const SERVICE = `
  import { get } from 'node:http';
  import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
  import { Redis } from 'ioredis';
  import pg from 'pg';
  import { trace } from '@opentelemetry/api';
  import { currentTraceId, inSpan, stopTelemetry } from '@gatehouse/telemetry';

  const origin = process.env.ORIGIN;
  await inSpan('the work', { kind: 'server' }, async () => {
    trace.getActiveSpan().setAttribute('not.allowed', 'canary');
    await new Promise((done) => get(origin + '/federation?Session=canary', (reply) => reply.resume().on('end', done)));
    const database = new pg.Client({ host: '127.0.0.1', port: 1, password: 'canary' });
    await database.connect().catch(() => undefined);
    const redis = new Redis({ port: 1, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.set('key', 'canary').catch(() => undefined);
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'canary', sessionToken: 'canary' };
    const sts = new STSClient({ endpoint: origin, region: 'us-east-1', credentials, maxAttempts: 1 });
    await sts.send(new GetCallerIdentityCommand({})).catch(() => undefined);
    console.log(currentTraceId());
  });
  await stopTelemetry();
  process.exit();
`;

/** Says for a request that carries a trace, and for one that carries none, in which trace it is begun, read and over. */
const ANSWERING_SERVICE = `
  import { createServer, request } from 'node:http';
  import { once } from 'node:events';
  import { currentTraceId, metricsText } from '@gatehouse/telemetry';

  const seen = [];
  const server = createServer((asked, answer) => {
    seen.push(currentTraceId());
    asked.on('data', () => seen.push(currentTraceId()));
    asked.on('end', () => setTimeout(() => answer.end(), 5));
    answer.on('finish', () => seen.push(currentTraceId()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const traceparent = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';
  for (const headers of [{ traceparent }, {}]) {
    for (const path of ['/api', '/healthz']) {
      const sent = request({ port, path, method: 'POST', headers, agent: false });
      sent.end('a body');
      const [answer] = await once(sent, 'response');
      await once(answer.resume(), 'close');
    }
  }
  const [, count] = /http_server_request_duration_count{[^}]*} (\\d+)/.exec(await metricsText()) ?? [];
  console.log(JSON.stringify({ seen, count }));
  process.exit();
`;

/** Works for a caller that is in a trace, and for nobody. */
const WORKING_SERVICE = `
  import { currentTraceId, currentTraceparent, extractTrace, inSpan, NEW_TRACE } from '@gatehouse/telemetry';

  const parent = extractTrace((name) =>
    name === 'traceparent' ? '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01' : undefined,
  );
  const inner = () => inSpan('call', { kind: 'client' }, async () => currentTraceparent());
  const handle = async (span) => {
    span.set({});
    await Promise.resolve();
    return [await inner(), currentTraceparent()];
  };
  const own = await inSpan('task', { kind: 'internal' }, async () => [
    currentTraceId(),
    await inSpan('another', { kind: 'internal', parent: NEW_TRACE }, async () => currentTraceId()),
  ]);
  const failure = await inSpan('handle', { kind: 'server', parent }, async (span) => {
    span.fail('INTERNAL');
    throw new TypeError('no');
  }).catch((error) => String(error));
  const given = await inSpan('handle', { kind: 'server', parent }, handle);
  console.log(JSON.stringify({ given, own, failure, after: currentTraceId() ?? null }));
  process.exit();
`;

interface Sent {
  readonly path: string;
  readonly body: string;
}
interface Spans {
  readonly resourceSpans: {
    readonly resource: unknown;
    readonly scopeSpans: { readonly scope: { name: string }; readonly spans: { traceId: string; name: string }[] }[];
  }[];
}

describe('a process that starts with register', () => {
  let server: Server;
  let origin: string;
  let sent: Sent[] = [];

  beforeAll(async () => {
    // What is registered is the built file; building it again when nothing changed takes a moment.
    await run([join(repository, 'node_modules', 'typescript-native', 'bin', 'tsc'), '-b', folder], {});
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        sent.push({ path: (request.url ?? '').split('?')[0] ?? '', body });
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }, 120_000);
  afterAll(() => {
    server.close();
  });

  async function run(args: readonly string[], environment: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`It ended with ${code}: ${output}${complaint}`);
    return output.trim();
  }

  const service = (environment: Record<string, string>, text = SERVICE) =>
    run(['--import', '@gatehouse/telemetry/register', '--input-type=module', '--eval', text], {
      ORIGIN: origin,
      ...environment,
    });

  it('sends one trace through HTTP, PostgreSQL, Redis and AWS, named after its package, without a secret', async () => {
    sent = [];
    const traceId = await service({ OTEL_EXPORTER_OTLP_ENDPOINT: origin });
    const traces = sent.filter(({ path }) => path === '/v1/traces').map(({ body }) => body);
    const found = traces.flatMap((body) => (JSON.parse(body) as Spans).resourceSpans);
    const spans = found.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ scope, spans: of }) => of.map(({ name, traceId: id }) => ({ from: scope.name, name, id }))),
    );
    expect(new Set(spans.map(({ id }) => id))).toEqual(new Set([traceId]));
    expect(new Set(spans.map(({ from }) => from.replace('@opentelemetry/instrumentation-', '')))).toEqual(
      new Set(['gatehouse', 'http', 'pg', 'ioredis', 'aws-sdk']),
    );
    expect(spans.map(({ name }) => name)).toContain('STS.GetCallerIdentity');
    expect(JSON.stringify(found[0]?.resource)).toContain('"telemetry"');
    expect(sent.map(({ path }) => path)).toContain('/v1/metrics');
    expect(JSON.stringify(sent.filter(({ path }) => path.startsWith('/v1/')))).not.toContain('canary');
  }, 60_000);

  it('sends nothing when no collector is named, and still gives its work a trace id', async () => {
    sent = [];
    expect(await service({})).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.filter(({ path }) => path.startsWith('/v1/'))).toEqual([]);
  }, 60_000);

  it('stays in the span that it was asked in when nobody collects its own', async () => {
    const { given, own, ...rest } = JSON.parse(await service({}, WORKING_SERVICE)) as Record<string, string[]>;
    expect(given).toEqual(Array(2).fill('00-0123456789abcdef0123456789abcdef-0123456789abcdef-01'));
    expect(own).toEqual(Array(2).fill(expect.stringMatching(/^(?!0123456789abcdef)[0-9a-f]{32}$/)));
    expect(new Set(own).size).toBe(2);
    expect(rest).toEqual({ failure: 'TypeError: no', after: null });
  }, 60_000);

  it.each(['with', 'without'])(
    'gives each request one trace from its beginning to its end, %s a collector',
    async (how) => {
      const environment = how === 'with' ? { OTEL_EXPORTER_OTLP_ENDPOINT: origin } : {};
      const { seen, count } = JSON.parse(await service(environment, ANSWERING_SERVICE)) as {
        seen: (string | null)[];
        count: string;
      };
      const [given, own] = [seen.slice(0, 3), seen.slice(6, 9)];
      expect(given).toEqual(Array(3).fill('0123456789abcdef0123456789abcdef'));
      expect(own[0]).toMatch(/^(?!0123456789abcdef)[0-9a-f]{32}$/);
      expect(own).toEqual(Array(3).fill(own[0]));
      expect(Number(count)).toBe(2);
    },
    60_000,
  );

  it('refuses a sampler that nobody knows, instead of tracing something else', async () => {
    await expect(service({ OTEL_EXPORTER_OTLP_ENDPOINT: origin, OTEL_TRACES_SAMPLER: 'sometimes' })).rejects.toThrow(
      'It ended with 1',
    );
  }, 60_000);
});
