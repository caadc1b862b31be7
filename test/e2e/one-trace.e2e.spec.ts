import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { startTemporaryProduct } from '@gatehouse/local/product';
import { openBrowser } from '@gatehouse/testing/browser';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { PEOPLE, ROLES } from './portal.js';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

/** What the collector needs of OTLP's JSON. */
interface ExportedTraces {
  readonly resourceSpans?: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

/** A collector that keeps the spans it is sent. */
class Collector {
  readonly spans: Span[] = [];
  readonly #server: Server = createServer((request, response) => {
    void this.#take(request).finally(() => response.end('{}'));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (!request.url?.endsWith('/v1/traces')) return;
    const body = Buffer.concat(pieces);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    this.spans.push(...spansIn(JSON.parse(text.toString()) as ExportedTraces));
  }
}

function spansIn({ resourceSpans = [] }: ExportedTraces): Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
  });
}

describe('a click on "get credentials"', () => {
  const collector = new Collector();
  let product: Awaited<ReturnType<typeof startTemporaryProduct>>;
  let browser: Browser;

  beforeAll(async () => {
    const endpoint = await collector.listen();
    product = await startTemporaryProduct({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await product.stop();
    collector.close();
  }, 60_000);

  it('is one trace: browser request, gateway, NATS, service, PostgreSQL and AWS call', async () => {
    const page = await browser.newPage({ baseURL: product.state.url });
    await page.goto('/sign-in');
    const post = (path: string, body: unknown) =>
      page.evaluate(
        async ([to, json]) => {
          const headers = { 'content-type': 'application/json' };
          const response = await fetch(to, { method: 'POST', headers, body: json });
          return response.status;
        },
        [path, JSON.stringify(body)] as const,
      );
    expect(await post('/api/v3/sessions', { method: 'demo', personId: PEOPLE.engineer.personId })).toBe(201);
    expect(await post('/api/v3/credentials', { roleArn: ROLES.engineer })).toBe(200);

    const spans = await traceOf('call rpc.credentials.v1.issue');
    const parentOf = (span: Span) => spans.find(({ spanId }) => spanId === span.parentSpanId);
    const find = (service: string, name: RegExp) => {
      const found = spans.find((span) => span.service === service && name.test(span.name));
      if (!found) throw new Error(`no ${service} ${String(name)} among ${JSON.stringify(spans)}`);
      return found;
    };
    const call = find('gateway', /^call rpc\.credentials\.v1\.issue/);
    const handle = find('credentials', /^handle rpc\.credentials\.v1\.issue/);
    expect(parentOf(call)).toMatchObject({ service: 'gateway', name: expect.stringContaining('POST') });
    expect(parentOf(handle)).toBe(call);
    expect(ancestorsOf(find('credentials', /AssumeRole/), parentOf)).toContain(handle);
    expect(ancestorsOf(find('credentials', /^pg\.query/), parentOf)).toContain(handle);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  }, 60_000);

  /** Spans are sent every few seconds; the trace is whole when the service's part has come too. */
  async function traceOf(name: string): Promise<Span[]> {
    for (let tries = 0; tries < 200; tries += 1) {
      const traceId = collector.spans.find((span) => span.name === name)?.traceId;
      const spans = collector.spans.filter((span) => span.traceId === traceId);
      const services = new Set(spans.map(({ service }) => service));
      if (services.has('gateway') && services.has('credentials')) return spans;
      await pause(100);
    }
    throw new Error(`No whole trace with "${name}" within 20 s.`);
  }
});

function ancestorsOf(span: Span, parentOf: (span: Span) => Span | undefined): Span[] {
  const parent = parentOf(span);
  return parent ? [parent, ...ancestorsOf(parent, parentOf)] : [];
}
