import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  type AccessRequest,
  type PolicySet,
  type PolicySource,
  evaluate,
  evaluateVerdict,
  loadPolicySet,
} from '../index.js';

/** One question to the engine, written so that it can be checked against AWS's page named in `source`. */
interface CorpusCase {
  readonly name: string;
  readonly policies: PolicySet<PolicySource>;
  readonly request: AccessRequest;
  readonly expected: {
    readonly verdict: string;
    readonly decidedBy?: string;
    readonly reason?: string;
    readonly unsettled?: boolean;
    /** Ids of findings that must be reported. */
    readonly findings?: readonly string[];
  };
  readonly source: string;
}

const folder = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const casesOf = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CorpusCase[];

describe.each(files)('corpus %s', (file) => {
  it.each(casesOf(file).map((entry) => [entry.name, entry] as const))(
    '%s',
    (_name, { policies, request, expected }) => {
      const loaded = loadPolicySet(policies);
      const decision = evaluate(request, loaded.policies);
      const unsettled = decision.layers.some((layer) => layer.unsettled.length > 0);
      const ids = [...new Set(loaded.findings.map(({ id }) => id))];
      expect({
        verdict: decision.verdict,
        ...(expected.decidedBy && { decidedBy: decision.decidedBy }),
        ...(expected.reason && { reason: decision.reason }),
        ...(expected.unsettled && { unsettled }),
        ...(expected.findings && { findings: expected.findings.filter((id) => ids.includes(id)) }),
      }).toEqual(expected);
      expect(evaluateVerdict(request, loaded.policies)).toBe(expected.verdict);
    },
  );
});

describe('the corpus', () => {
  it('holds at least 400 cases, each with its source', () => {
    const all = files.flatMap(casesOf);
    expect(all.length).toBeGreaterThanOrEqual(400);
    expect(all.filter(({ source }) => !source)).toEqual([]);
  });
});
