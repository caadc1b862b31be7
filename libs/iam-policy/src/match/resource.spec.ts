import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArnPattern } from './arn-pattern.js';
import { RequestContext } from './request-context.js';
import { ResourcePattern, compileResourcePattern, resourceTarget } from './resource.js';
import { parseTemplate, staticTokens } from './template.js';
import { UNSURE } from './truth.js';

const NOTHING_KNOWN = new RequestContext({});

describe(ResourcePattern, () => {
  it('says at a glance what it would say after it was taken apart', () => {
    const piece = fc.constantFrom('arn', 'aws', ':', ':', ':', 's3', 'S3', 'reports', 'Reports', '/', 'a', 'É', 'é');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const pattern = fc.array(fc.oneof({ weight: 3, arbitrary: piece }, fc.constantFrom('*', '?')), { maxLength: 12 });
    const pair = fc.oneof(
      fc.tuple(
        pattern.map((pieces) => pieces.join('')),
        text,
      ),
      text.chain((each) => fc.tuple(fc.constantFrom(each, each.toUpperCase(), each.slice(0, -1), `${each}*`), text)),
      text.map((each): [string, string] => [each.toUpperCase(), each]),
      text.map((each): [string, string] => [`${each.slice(0, 9)}*`, each]),
    );
    fc.assert(
      fc.property(pair, ([source, resource]) => {
        const target = resourceTarget(resource);
        const whole = new ArnPattern(staticTokens(parseTemplate(source, '2012-10-17', true)), true);
        expect(compileResourcePattern(source).matches(target, NOTHING_KNOWN)).toBe(
          source === '*' ? 2 : whole.matches(target),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves open what a malformed variable means, however the text begins', () => {
    const target = resourceTarget('arn:aws:s3:::reports/a');
    expect(compileResourcePattern('arn:aws:sqs:::${').matches(target, NOTHING_KNOWN)).toBe(UNSURE);
  });
});
