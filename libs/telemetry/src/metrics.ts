import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import type { Meter } from '@opentelemetry/api';
import { METRICS, type MetricDefinition } from './names.js';

/** Labels of a measurement: few, and each with few values. */
export type Labels = Record<string, string | number | boolean>;

/** A number that only grows. */
export interface CounterHandle {
  add(amount: number, labels?: Labels): void;
}
/** A distribution. */
export interface HistogramHandle {
  record(amount: number, labels?: Labels): void;
}
/** A number that goes up and down. */
export interface GaugeHandle {
  set(amount: number, labels?: Labels): void;
}

/** Collects when it is asked to, and never otherwise. */
class PullReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
const reader = new PullReader();
let provider: MeterProvider | undefined;
let meter: Meter | undefined;
const instruments = new Map<string, unknown>();

export interface MeterOptions {
  /** `service.name` of what is sent to a collector. */
  readonly service: string;
  /** Readers beside the one of `/metrics`. */
  readonly furtherReaders: readonly IMetricReader[];
}

/** The process's one meter provider; options count on the first call only, which is the one of `register`. */
export function meterProvider(options?: MeterOptions): MeterProvider {
  if (provider === undefined) {
    provider = new MeterProvider({
      readers: [reader, ...(options?.furtherReaders ?? [])],
      ...(options && { resource: resourceFromAttributes({ 'service.name': options.service }) }),
    });
    observeProcess(provider.getMeter('gatehouse'));
  }
  return provider;
}

/** The counter of this definition; the same one on every call. */
export function counter(definition: MetricDefinition<'counter'>): CounterHandle {
  return instrument(definition, (from) => from.createCounter(definition.name, optionsOf(definition)));
}

/** The histogram of this definition; the same one on every call. */
export function histogram(definition: MetricDefinition<'histogram'>): HistogramHandle {
  return instrument(definition, (from) => from.createHistogram(definition.name, optionsOf(definition)));
}

/** The gauge of this definition; the same one on every call. */
export function gauge(definition: MetricDefinition<'gauge'>): GaugeHandle {
  return instrument(definition, (from) => {
    const created = from.createGauge(definition.name, optionsOf(definition));
    return { set: (amount: number, labels?: Labels) => created.record(amount, labels) };
  });
}

/** A gauge that is asked for its number whenever it is collected; use it instead of `gauge`, not beside it. */
export function observeGauge(definition: MetricDefinition<'gauge'>, read: () => number, labels?: Labels): void {
  const observed = instrument(definition, (from) => from.createObservableGauge(definition.name, optionsOf(definition)));
  observed.addCallback((seen) => seen.observe(read(), labels));
}

/** Everything measured so far in Prometheus' text format, for `/metrics`. */
export async function metricsText(): Promise<string> {
  meterProvider();
  const { resourceMetrics } = await reader.collect();
  return serializer.serialize(resourceMetrics);
}

function instrument<T>(definition: MetricDefinition, create: (meter: Meter) => T): T {
  const known = instruments.get(definition.name) as T | undefined;
  if (known !== undefined) return known;
  meter ??= meterProvider().getMeter('gatehouse');
  const created = create(meter);
  instruments.set(definition.name, created);
  return created;
}

function optionsOf(definition: MetricDefinition) {
  return {
    description: definition.description,
    unit: definition.unit,
    ...(definition.buckets && { advice: { explicitBucketBoundaries: [...definition.buckets] } }),
  };
}

function observeProcess(from: Meter): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  from.createObservableGauge(METRICS.eventLoopDelay.name, optionsOf(METRICS.eventLoopDelay)).addCallback((observe) => {
    observe.observe(delay.count > 0 ? delay.percentile(99) / 1e9 : 0);
    delay.reset();
  });
  from
    .createObservableGauge(METRICS.residentMemory.name, optionsOf(METRICS.residentMemory))
    .addCallback((observe) => observe.observe(process.memoryUsage.rss()));
}
