import { AssumeRoleRequest$ } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { NormalizedSchema } from '@smithy/core/schema';

import { misfit } from './member-types.rules.js';

const ns = NormalizedSchema.of(AssumeRoleRequest$);

describe('misfit', () => {
  it('finds nothing wrong with what a client sends, nor with what it leaves out', () => {
    expect(misfit(ns, {})).toBeUndefined();
    expect(
      misfit(ns, { RoleArn: 'a', DurationSeconds: 1, Tags: [{ Key: 'a', Value: 'b' }], TransitiveTagKeys: ['a'] }),
    ).toBeUndefined();
  });

  it.each<[object, string]>([
    [{ RoleArn: 1 }, 'RoleArn'],
    [{ RoleArn: { a: 'b' } }, 'RoleArn'],
    [{ DurationSeconds: 'long' }, 'DurationSeconds'],
    [{ DurationSeconds: Number.NaN }, 'DurationSeconds'],
    [{ Tags: 'a' }, 'Tags'],
    [{ Tags: [1] }, 'Tags.1'],
    [{ Tags: [{ Key: 'a' }, { Key: [] }] }, 'Tags.2.Key'],
    [{ Tags: [null] }, 'Tags'],
    [{ PolicyArns: [[]] }, 'PolicyArns.1'],
  ])('in %j finds %s', (value, path) => {
    expect(misfit(ns, value)).toBe(path);
  });
});
