import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { METRICS, type MetricDefinition } from './names.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const fileOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const { groups } = parse(fileOf('deploy/otel/alerts.yaml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

/** Names as Prometheus shows them. */
function exposedNames({ kind, name }: MetricDefinition): string[] {
  switch (kind) {
    case 'counter':
      return [`${name}_total`];
    case 'gauge':
      return [name];
    case 'histogram':
      return ['_bucket', '_sum', '_count'].map((ending) => name + ending);
  }
}

describe('the alert rules', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s asks for metrics that exist', (_name, { expr }) => {
    const asked = expr.match(/\bgatehouse_\w+/g) ?? [];
    expect(asked).not.toEqual([]);
    expect(Object.values(METRICS).flatMap(exposedNames)).toEqual(expect.arrayContaining(asked));
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s says what to do', (name, { annotations }) => {
    const [page = '', anchor] = annotations.runbook.split('#');
    expect(anchor).toBe(name.toLowerCase());
    expect(fileOf(page)).toContain(`## ${name}\n`);
  });
});
