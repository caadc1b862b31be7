import type { Attributes, Context } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { ATTRIBUTES } from './names.js';
import { redactText } from './redaction.js';

/** What the instrumentations of http, pg, ioredis and the AWS SDK may say; OpenTelemetry's semantic conventions. */
const INSTRUMENTATION_ATTRIBUTES = [
  'aws.region',
  'aws.request.id',
  'aws.request_id',
  'cloud.region',
  'db.connection_string',
  'db.name',
  'db.namespace',
  'db.operation.name',
  'db.query.text',
  'db.statement',
  'db.system',
  'db.system.name',
  'db.user',
  'http.flavor',
  'http.host',
  'http.method',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'http.status_code',
  'http.target',
  'http.url',
  'net.peer.name',
  'net.peer.port',
  'network.peer.address',
  'network.peer.port',
  'network.protocol.version',
  'rpc.method',
  'rpc.service',
  'rpc.system',
  'server.address',
  'server.port',
  'url.full',
  'url.path',
  'url.scheme',
] as const;

const ALLOWED: ReadonlySet<string> = new Set([...Object.values(ATTRIBUTES), ...INSTRUMENTATION_ATTRIBUTES]);
/** What comes after the question mark can be a whole set of credentials, e.g. of the console's sign-in. */
const URLS: ReadonlySet<string> = new Set(['http.target', 'http.url', 'url.full', 'url.path']);

/** The attributes that may leave the process: those of the allow-list, without queries of URLs and without secrets. */
export function allowedAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => ALLOWED.has(name))
      .map(([name, value]) => [name, typeof value === 'string' ? allowedText(name, value) : value]),
  );
}

function allowedText(name: string, value: string): string {
  return redactText(URLS.has(name) ? (value.split('?')[0] ?? '') : value);
}

/** Stands in front of every exporter: what it lets through holds no secret and no text of an error. */
export class SpanRedaction implements SpanProcessor {
  constructor(private readonly next: SpanProcessor) {}

  onStart(span: Span, parent: Context): void {
    this.next.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    this.next.onEnd(withoutSecrets(span));
  }

  forceFlush(): Promise<void> {
    return this.next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }
}

/** The same span, seen through the allow-list; the SDK's own object is left as it is. */
function withoutSecrets(span: ReadableSpan): ReadableSpan {
  return Object.create(span, {
    attributes: { value: allowedAttributes(span.attributes), enumerable: true },
    events: { value: span.events.map((event) => ({ ...event, attributes: {} })), enumerable: true },
    status: { value: { code: span.status.code }, enumerable: true },
  }) as ReadableSpan;
}
