import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type PolicyKind,
  compareDates,
  compileWildcard,
  evaluate,
  loadPolicySet,
  parseIpRange,
  parsePolicy,
  printPolicy,
  wildcardMatches,
} from '../index.js';
import { IDENTITY, RESOURCE, TRUST, documents, requests, runs } from './arbitraries.js';

const kinds = fc.constantFrom<PolicyKind>(
  'identity',
  'boundary',
  'session',
  'resource',
  'trust',
  'scp',
  'rcp',
  'vpc-endpoint',
);

/** The document but for its positions. */
const shape = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === 'range' ? undefined : member)));

const optionsOf = { identity: IDENTITY, resource: RESOURCE, trust: TRUST } as const;
const kindAndDocument = fc
  .constantFrom('identity', 'resource', 'trust')
  .chain((kind) =>
    fc.tuple(fc.constant(kind as keyof typeof optionsOf), documents(optionsOf[kind as keyof typeof optionsOf])),
  );

/** Text that is nearly a policy: pieces of policies in any order. */
const pieces = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '"Version"',
  '"2012-10-17"',
  '"Statement"',
  '"Effect"',
  '"Allow"',
  '"Deny"',
  '"Action"',
  '"s3:*"',
  '"Resource"',
  '"*"',
  '"Principal"',
  '"AWS"',
  '"Condition"',
  '"StringLike"',
  '"__proto__"',
  'null',
  '1e999',
  '-',
  'true',
  '"\\ud800"',
  '"${"',
  '"${aws:x, \'y\'}"',
  '\n',
  '\u0000',
  '\ufeff',
  '"constructor"',
  '"NotAction"',
  '"ForAnyValue:Bool"',
);

describe('laws of reading', () => {
  it('printing and reading give the same document, and the same text', () => {
    fc.assert(
      fc.property(kindAndDocument, ([kind, source]) => {
        const first = parsePolicy(source, { kind });
        if (!first.document) throw new Error('unreadable');
        const printed = printPolicy(first.document);
        const second = parsePolicy(printed, { kind });
        expect(shape(second.document)).toEqual(shape(first.document));
        expect(second.document && printPolicy(second.document)).toBe(printed);
      }),
      runs,
    );
  });

  it('every position points at what stands there', () => {
    fc.assert(
      fc.property(kindAndDocument, ([kind, source]) => {
        const { document, text } = parsePolicy(source, { kind });
        for (const statement of document?.statements ?? []) {
          for (const { value, range } of statement.action?.values ?? []) {
            expect(text.slice(range.offset, range.offset + range.length)).toBe(JSON.stringify(value));
            const line = text.split('\n')[range.line - 1] ?? '';
            expect(line.slice(range.column - 1).startsWith(JSON.stringify(value))).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('no text and no value makes an exception, and what is broken grants nothing', () => {
    const text = fc
      .array(fc.oneof(pieces, pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 })
      .map((list) => list.join(''));
    const torn = kindAndDocument.chain(([, source]) => {
      const whole = JSON.stringify(source);
      return fc
        .tuple(fc.nat(whole.length), fc.nat(3), pieces)
        .map(([at, gone, put]) => whole.slice(0, at) + put + whole.slice(at + gone));
    });
    const anything = fc.anything({
      withNullPrototype: true,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSparseArray: true,
    });
    fc.assert(
      fc.property(fc.oneof(text, torn, anything), kinds, requests, (input, kind, request) => {
        const { document, findings } = parsePolicy(input, { kind });
        const isBroken = findings.some(({ breaks }) => breaks);
        expect(document?.broken ?? true).toBe(isBroken);
        for (const { range, message } of findings) {
          expect(range.line).toBeGreaterThan(0);
          expect(message.length).toBeLessThan(600);
        }
        const sets = [
          { identityPolicies: [{ id: 'x', document: input }] },
          { resourcePolicy: { id: 'x', document: input } },
        ];
        for (const set of sets) {
          const loaded = loadPolicySet(set);
          const needsNone = request.action === 'sts:GetCallerIdentity' || String(request.principal).endsWith(':root');
          const { allowed } = evaluate(request, loaded.policies);
          if (loaded.findings.some(({ breaks }) => breaks) && !needsNone) expect(allowed).toBe(false);
        }
      }),
      runs,
    );
  });

  it('wildcards match as the regular expression of the same meaning', () => {
    const units = fc.constantFrom('a', 'b', '*', '?', '\u{1F600}', '.');
    const letters = fc.constantFrom('a', 'b', '.', '\u{1F600}', '\n');
    const joined = (unit: fc.Arbitrary<string>, maxLength: number) =>
      fc.array(unit, { maxLength }).map((list) => list.join(''));
    fc.assert(
      fc.property(joined(units, 8), joined(letters, 10), (pattern, text) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(wildcardMatches(pattern, text)).toBe(new RegExp(`^${source}$`, 'su').test(text));
      }),
      runs,
    );
  });

  it('a pattern matches what it was filled with', () => {
    const part = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => text.replace(/[*?]/g, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.constantFrom('*', '?')), { maxLength: 6 }), part, (list, fill) => {
        const pattern = list.map(([text, wildcard]) => text + wildcard).join('');
        const text = list.map(([piece, wildcard]) => piece + (wildcard === '*' ? fill : 'x')).join('');
        expect(compileWildcard(pattern).matches(text)).toBe(true);
      }),
      runs,
    );
  });

  it('every spelling of an IPv6 address is the same address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const url = new URL(`http://[${address}]/`).hostname.slice(1, -1);
        expect(parseIpRange(address)).toEqual(parseIpRange(url));
        expect(parseIpRange(address.toUpperCase())).toEqual(parseIpRange(address));
      }),
      runs,
    );
  });

  it('a moment is the same in ISO 8601 and in seconds', () => {
    const seconds = fc.integer({ min: 10_000, max: 4_102_444_800 });
    fc.assert(
      fc.property(seconds, seconds, (left, right) => {
        const iso = new Date(left * 1_000).toISOString();
        expect(compareDates(iso, String(left))).toBe(0);
        expect(Math.sign(compareDates(iso, String(right)) ?? Number.NaN)).toBe(Math.sign(left - right));
      }),
      runs,
    );
  });
});
