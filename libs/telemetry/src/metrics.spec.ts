import { describe, expect, it } from '@jest/globals';
import { counter, gauge, histogram, metricsText, observeGauge } from './metrics.js';
import { ATTRIBUTES, METRICS, type MetricDefinition } from './names.js';

describe(metricsText, () => {
  it("shows what was measured in Prometheus' format", async () => {
    counter(METRICS.callsMade).add(2, { subject: 'rpc.x', code: 'ok' });
    histogram(METRICS.callDuration).record(0.004, { subject: 'rpc.x' });
    gauge(METRICS.outboxPending).set(3);
    observeGauge(METRICS.requestsInFlight, () => 5, { service: 'spec' });
    const text = await metricsText();
    expect(text).toContain('gatehouse_calls_made_total{subject="rpc.x",code="ok"} 2');
    expect(text).toContain('gatehouse_call_duration_seconds_bucket{subject="rpc.x",le="0.005"} 1');
    expect(text).toContain('gatehouse_call_duration_seconds_bucket{subject="rpc.x",le="0.002"} 0');
    expect(text).toContain('gatehouse_outbox_pending 3');
    expect(text).toContain('gatehouse_requests_in_flight{service="spec"} 5');
    expect(text).toMatch(/gatehouse_process_resident_memory_bytes \d+/);
  });
});

describe('the registry of names', () => {
  const definitions: [string, MetricDefinition][] = Object.entries(METRICS);

  it.each(definitions)('names %s as Prometheus would', (_key, { name, kind, unit, description }) => {
    expect(name).toMatch(/^gatehouse_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(false);
    if (unit === 's') expect(name).toMatch(/_seconds$/);
    if (unit === 'By') expect(name).toMatch(/_bytes$/);
    if (kind === 'histogram') expect(unit).toBe('s');
    expect(description).toMatch(/\.$/);
  });

  it('has each name once', () => {
    const names = [...definitions.map(([, { name }]) => name), ...Object.values(ATTRIBUTES)];
    expect(new Set(names).size).toBe(names.length);
  });
});
