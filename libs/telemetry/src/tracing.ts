import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { collectSpans } from './spans.js';
import { SpanRedaction } from './span-redaction.js';

export interface TracingOptions {
  /** `service.name` of everything that is sent. */
  readonly service: string;
  /** Where spans go. Without one, traces have ids and travel along, and no span is recorded. */
  readonly exporter?: SpanExporter;
  /** Default: `BatchSpanProcessor`. */
  readonly processorOf?: (exporter: SpanExporter) => SpanProcessor;
  /** Default: every trace, or what the caller decided. */
  readonly sampler?: Sampler;
}

export interface Tracing {
  readonly provider: TracerProvider;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** Starts tracing in this process; once, before anything opens a span. */
export function startTracing(options: TracingOptions): Tracing {
  const { exporter } = options;
  const processorOf = options.processorOf ?? ((to) => new BatchSpanProcessor({ exporter: to }));
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service }),
    sampler: exporter ? (options.sampler ?? parentOr(new AlwaysOnSampler())) : new AlwaysOffSampler(),
    spanProcessors: exporter ? [new SpanRedaction(processorOf(exporter))] : [],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  collectSpans(exporter !== undefined);
  return { provider, stop: () => provider.shutdown() };
}

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name, as OpenTelemetry defines them; every trace
 * when they are absent. Throws on a name or a ratio that OpenTelemetry does not know.
 */
export function samplerNamed(name = 'parentbased_always_on', argument = '1'): Sampler {
  const parentBased = name.startsWith('parentbased_');
  const root = rootSampler(parentBased ? name.slice('parentbased_'.length) : name, argument);
  return parentBased ? parentOr(root) : root;
}

function rootSampler(name: string, argument: string): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratioOf(argument));
    default:
      throw new Error(
        `OTEL_TRACES_SAMPLER ${name} is not known; use always_on, always_off, traceidratio, or one of them after parentbased_.`,
      );
  }
}

function ratioOf(argument: string): number {
  const ratio = Number(argument);
  if (argument.trim() !== '' && ratio >= 0 && ratio <= 1) return ratio;
  throw new Error(`OTEL_TRACES_SAMPLER_ARG must be a ratio from 0 to 1, not ${argument}.`);
}

function parentOr(root: Sampler): Sampler {
  return new ParentBasedSampler({ root });
}
