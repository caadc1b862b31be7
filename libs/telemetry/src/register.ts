/**
 * Starts OpenTelemetry before everything else: `node --import @gatehouse/telemetry/register dist/main.js`.
 * Reads OpenTelemetry's own variables; nothing is sent anywhere unless `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
 */
import { readFileSync } from 'node:fs';
import { Server } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { metrics } from '@opentelemetry/api';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { traceIncomingRequests } from './incoming-requests.js';
import { meterProvider } from './metrics.js';
import { stopWithProcess } from './shutdown.js';
import { samplerNamed, startTracing } from './tracing.js';

interface Exporters {
  readonly spans?: SpanExporter;
  readonly metricReaders: readonly IMetricReader[];
}

/** Health checks and scrapes come every few seconds and tell nothing. */
const UNTRACED_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

const { env } = process;
if (env['OTEL_SDK_DISABLED'] !== 'true') await start();

async function start(): Promise<void> {
  const exporters = env['OTEL_EXPORTER_OTLP_ENDPOINT'] ? await otlpExporters() : { metricReaders: [] };
  const service = env['OTEL_SERVICE_NAME'] ?? nameOfFolder();
  const tracing = startTracing({
    service,
    ...(exporters.spans && { exporter: exporters.spans }),
    sampler: samplerNamed(env['OTEL_TRACES_SAMPLER'], env['OTEL_TRACES_SAMPLER_ARG']),
  });
  const meters = meterProvider({ service, furtherReaders: exporters.metricReaders });
  metrics.setGlobalMeterProvider(meters);
  registerInstrumentations({
    tracerProvider: tracing.provider,
    meterProvider: meters,
    instrumentations: exporters.spans ? [ofRequests(), ...ofCallsMade()] : [],
  });
  loadPatched();
  if (!exporters.spans) traceIncomingRequests(Server, { isTraced, meter: meters.getMeter('http') });
  stopWithProcess(async () => {
    await Promise.allSettled([tracing.stop(), meters.shutdown()]);
  });
}

/** Gives every request that comes in the caller's trace, or one of its own: log lines and problems name it. */
function ofRequests(): Instrumentation {
  return new HttpInstrumentation({
    requireParentforOutgoingSpans: true,
    ignoreIncomingRequestHook: (request) => !isTraced(request),
  });
}

function isTraced({ url = '' }: { readonly url?: string | undefined }): boolean {
  return !UNTRACED_PATHS.has(url.split('?')[0] ?? '');
}

/** Spans of calls to databases and AWS. They carry nothing on, so without an exporter they would be made for nobody. */
function ofCallsMade(): Instrumentation[] {
  return [
    new PgInstrumentation({ requireParentSpan: true }),
    // Only the command's name: its arguments may be values.
    new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
    new AwsInstrumentation({ suppressInternalInstrumentation: true }),
  ];
}

/**
 * Instrumentations patch what is required. What we import as ES modules is the same object once it was required, so it
 * is required here; a loader hook would do the same for one second of CPU time and 37 MB more in every process.
 */
function loadPatched(): void {
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'https', 'ioredis']) require(name);
  syncBuiltinESMExports();
}

/** Loaded only when they are needed, because loading them takes time and memory. */
async function otlpExporters(): Promise<Exporters> {
  const [{ OTLPTraceExporter }, { OTLPMetricExporter }, { PeriodicExportingMetricReader }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/sdk-metrics'),
  ]);
  return {
    spans: new OTLPTraceExporter(),
    metricReaders: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })],
  };
}

/** Services start in their own folder: the name of its package without the scope. */
function nameOfFolder(): string {
  try {
    const { name } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { name?: string };
    return name?.replace(/^@[^/]+\//, '') ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
