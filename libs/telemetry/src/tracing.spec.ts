import { afterAll, describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { createLogger } from './logger.js';
import { ATTRIBUTES } from './names.js';
import { currentTraceId, currentTraceparent, extractTrace, injectTrace, inSpan, linksTo } from './spans.js';
import { samplerNamed, startTracing } from './tracing.js';

const exporter = new InMemorySpanExporter();
const tracing = startTracing({
  service: 'spec',
  exporter,
  processorOf: (to) => new SimpleSpanProcessor({ exporter: to }),
});
afterAll(() => tracing.stop());

describe(inSpan, () => {
  it('hangs spans of the same work together, and puts their ids into the log', async () => {
    exporter.reset();
    const lines: string[] = [];
    const log = createLogger('spec', { destination: { write: (line) => void lines.push(line) } });
    await inSpan('outer', { kind: 'server' }, async () => {
      await Promise.resolve();
      await inSpan('inner', { kind: 'client' }, async () => log.info({}, 'Inside.'));
    });
    const [inner, outer] = exporter.getFinishedSpans();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      trace_id: outer?.spanContext().traceId,
      span_id: inner?.spanContext().spanId,
    });
    expect(currentTraceId()).toBeUndefined();
  });

  it('marks failed work with the name of the error, and keeps its text to itself', async () => {
    exporter.reset();
    const failing = inSpan('failing', { kind: 'server' }, async (span) => {
      span.set({ [ATTRIBUTES.code]: 'internal' });
      trace.getActiveSpan()?.recordException(new Error('canary'));
      trace.getActiveSpan()?.setAttribute('not.on.the.list', 'canary');
      throw new TypeError('canary');
    });
    await expect(failing).rejects.toThrow('canary');
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes).toEqual({ [ATTRIBUTES.code]: 'internal', [ATTRIBUTES.errorType]: 'TypeError' });
    expect(span?.status).toEqual({ code: 2 });
    expect(JSON.stringify([span?.attributes, span?.events, span?.status])).not.toContain('canary');
    expect(span?.resource.attributes['service.name']).toBe('spec');
  });

  it('travels in headers', async () => {
    exporter.reset();
    const headers = new Map<string, string>();
    let traceparent: string | undefined;
    await inSpan('caller', { kind: 'client' }, async () => {
      injectTrace((name, value) => headers.set(name, value));
      traceparent = currentTraceparent();
    });
    const parent = extractTrace((name) => headers.get(name));
    await inSpan('callee', { kind: 'server', parent }, async () => undefined);
    const [caller, callee] = exporter.getFinishedSpans();
    expect(headers.get('traceparent')).toBe(traceparent);
    expect(callee?.spanContext().traceId).toBe(caller?.spanContext().traceId);
    expect(linksTo(parent)).toHaveLength(1);
    expect(linksTo(extractTrace(() => undefined))).toEqual([]);
  });
});

describe(samplerNamed, () => {
  it.each([
    'always_on',
    'always_off',
    'traceidratio',
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
  ])('knows %s', (name) => {
    expect(samplerNamed(name, '0.5').toString()).toBeTruthy();
  });

  it('says which names and ratios it knows', () => {
    expect(() => samplerNamed('sometimes')).toThrow('use always_on');
    expect(() => samplerNamed('traceidratio', '7')).toThrow('a ratio from 0 to 1, not 7');
    expect(() => samplerNamed('traceidratio', '')).toThrow('a ratio from 0 to 1');
  });
});
