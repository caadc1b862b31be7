import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArnTarget } from '../match/arn-pattern.js';
import { RequestContext } from '../match/request-context.js';
import { asciiLowerCase } from '../match/ascii.js';
import { compileResourcePattern } from '../match/resource.js';
import { globOf } from '../pattern/glob.js';
import { patternsMeet, stepsOf } from '../pattern/patterns-meet.js';
import { commonText, isCovered } from '../pattern/text-classes.js';
import { actionCovers, resourceCovers } from './pattern-cover.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 300);
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 7 });
const part = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '*', '?'), minLength: 1, maxLength: 6 });
const arn = fc
  .tuple(fc.constantFrom('s3', 'sqs', 'iam', '*', 'S3'), fc.constantFrom('', '1', '*'), part)
  .map(([service, account, resource]) => `arn:aws:${service}::${account}:${resource}`);
const resource = fc
  .tuple(
    fc.constantFrom('s3', 'sqs', 'iam', 'S3'),
    fc.constantFrom('', '1'),
    fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', 'z'), maxLength: 6 }),
  )
  .map(([service, account, name]) => `arn:aws:${service}::${account}:${name}`);

describe('the quick looks agree with the automata', () => {
  it('actionCovers', () => {
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        expect(actionCovers(wide, narrow)).toBe(isCovered(globOf(narrow), [globOf(wide)]));
      }),
      { numRuns },
    );
  });

  it('resourceCovers says yes only where every resource is matched as surely', () => {
    const context = new RequestContext();
    fc.assert(
      fc.property(arn, arn, fc.array(resource, { minLength: 10, maxLength: 10 }), (wide, narrow, resources) => {
        if (!resourceCovers(wide, narrow, '2012-10-17')) return;
        const [w, n] = [compileResourcePattern(wide), compileResourcePattern(narrow)];
        for (const text of [...resources, asciiLowerCase(narrow.replaceAll('*', 'zz').replaceAll('?', 'z'))]) {
          const target = new ArnTarget(text);
          expect(w.matches(target, context)).toBeGreaterThanOrEqual(n.matches(target, context));
        }
      }),
      { numRuns },
    );
  });

  it('patternsMeet', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        expect(patternsMeet(stepsOf(one), stepsOf(other))).toBe(commonText(globOf(one), globOf(other)) !== null);
      }),
      { numRuns },
    );
  });
});
