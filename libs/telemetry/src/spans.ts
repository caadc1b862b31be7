import {
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api';
import { ATTRIBUTES, type AttributeName } from './names.js';

/** Attributes of a span; only names of the registry. */
export type SpanAttributes = Partial<Record<AttributeName, string | number | boolean>>;

export interface SpanOptions {
  readonly kind: 'client' | 'server' | 'consumer' | 'producer' | 'internal';
  readonly attributes?: SpanAttributes;
  /** Where the span hangs; default: the active span. Made by `extractTrace`. */
  readonly parent?: Context;
  /** Spans that led to this one without being its parent, e.g. an event's producer. Made by `linkTo`. */
  readonly links?: readonly Link[];
}

/** What the work inside a span may do with it. */
export interface ActiveSpan {
  set(attributes: SpanAttributes): void;
  /** Marks the span as failed although the work does not throw; `type` is a code or a name, never a text. */
  fail(type: string): void;
}

const KINDS = {
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  internal: SpanKind.INTERNAL,
} as const;

/** As `SpanOptions.parent`: begins a trace of its own. */
export const NEW_TRACE: Context = ROOT_CONTEXT;

const tracer = trace.getTracer('gatehouse');

let someoneCollects = true;

/** To be said when tracing is started. When nobody does, work within a trace stays in the span that it is in. */
export function collectSpans(isCollected: boolean): void {
  someoneCollects = isCollected;
}

const UNSEEN: ActiveSpan = { set: () => undefined, fail: () => undefined };

/**
 * Runs work inside a span that is active for everything the work awaits. The span ends with the work; a thrown error
 * marks it as failed with the error's name only, because texts of errors can hold anything.
 */
export function inSpan<T>(name: string, options: SpanOptions, work: (span: ActiveSpan) => Promise<T>): Promise<T> {
  const parent = options.parent ?? context.active();
  if (!someoneCollects && isInTrace(parent)) return context.with(parent, work, undefined, UNSEEN);
  const span = tracer.startSpan(
    name,
    {
      kind: KINDS[options.kind],
      ...(options.attributes && { attributes: options.attributes }),
      ...(options.links && { links: [...options.links] }),
    },
    parent,
  );
  return context.with(trace.setSpan(parent, span), () => runIn(span, work));
}

function isInTrace(parent: Context): boolean {
  const spanContext = trace.getSpanContext(parent);
  return spanContext !== undefined && isSpanContextValid(spanContext);
}

async function runIn<T>(span: Span, work: (span: ActiveSpan) => Promise<T>): Promise<T> {
  try {
    return await work({
      set: (attributes) => void span.setAttributes(attributes),
      fail: (type) => markFailed(span, type),
    });
  } catch (error) {
    markFailed(span, error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}

function markFailed(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute(ATTRIBUTES.errorType, type);
}

/** Writes `traceparent` and `tracestate` of the active span through a setter of headers. */
export function injectTrace(set: (name: string, value: string) => void): void {
  propagation.inject(context.active(), set, { set: (setter, name, value) => setter(name, value) });
}

/** Reads the caller's trace through a getter of headers (`''` or undefined when absent); for `SpanOptions.parent`. */
export function extractTrace(get: (name: string) => string | undefined): Context {
  return propagation.extract(context.active(), get, {
    get: (getter, name) => getter(name) || undefined,
    keys: () => ['traceparent', 'tracestate'],
  });
}

/** A link to the span that `extractTrace` found, as a list of one; empty when there was none. */
export function linksTo(found: Context): Link[] {
  const spanContext = trace.getSpanContext(found);
  return spanContext && isSpanContextValid(spanContext) ? [{ context: spanContext }] : [];
}

/** The id of the active trace as 32 hexadecimal digits; undefined outside any span or when tracing is not started. */
export function currentTraceId(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  return spanContext && isSpanContextValid(spanContext) ? spanContext.traceId : undefined;
}

/** `traceparent` of the active span, to be stored beside work that is done later; undefined outside any span. */
export function currentTraceparent(): string | undefined {
  let traceparent: string | undefined;
  injectTrace((name, value) => {
    if (name === 'traceparent') traceparent = value;
  });
  return traceparent;
}
