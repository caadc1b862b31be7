export { createLogger, Logger, type LogFields, type LoggerOptions, type LogLevel } from './logger.js';
export {
  counter,
  gauge,
  histogram,
  metricsText,
  observeGauge,
  type CounterHandle,
  type GaugeHandle,
  type HistogramHandle,
  type Labels,
} from './metrics.js';
export { ATTRIBUTES, METRICS, SPANS, type AttributeName, type MetricDefinition } from './names.js';
export { isSecretField, redact, redactText } from './redaction.js';
export {
  currentTraceId,
  currentTraceparent,
  extractTrace,
  injectTrace,
  inSpan,
  linksTo,
  NEW_TRACE,
  type ActiveSpan,
  type SpanAttributes,
  type SpanOptions,
} from './spans.js';
export { stopTelemetry } from './shutdown.js';
export { startTracing, type Tracing, type TracingOptions } from './tracing.js';
