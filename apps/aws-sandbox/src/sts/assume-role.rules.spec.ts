import { describe, expect, it } from '@jest/globals';

import {
  type Inheritance,
  NO_INHERITANCE,
  refuseMalformed,
  sessionSeconds,
  sessionShape,
} from './assume-role.rules.js';
import { packedPercentage } from './session-input.rules.js';

const input = { RoleArn: 'arn:aws:iam::333333333333:role/people/engineer', RoleSessionName: 'ada@example.com' };

describe('sessionSeconds', () => {
  it.each([
    [undefined, 3600, false, 3600],
    [undefined, 43_200, true, 3600],
    [900, 3600, true, 900],
    [3600, 43_200, true, 3600],
    [43_200, 43_200, false, 43_200],
  ])('of %p at a maximum of %d, chained %p, is %d', (requested, maximum, chained, expected) => {
    expect(sessionSeconds(requested, maximum, chained)).toBe(expected);
  });

  it('never exceeds what role and chaining allow', () => {
    expect(() => sessionSeconds(3601, 3600, false)).toThrow('MaxSessionDuration');
    expect(() => sessionSeconds(3601, 43_200, true)).toThrow('role chaining');
  });
});

describe('sessionShape', () => {
  const inherited: Inheritance = {
    chained: true,
    tags: { Cost: '7', note: 'private' },
    transitiveTagKeys: ['Cost'],
    sourceIdentity: 'ada',
  };

  it('keeps transitive tags only, and the source identity always', () => {
    expect(sessionShape({ Tags: [{ Key: 'new', Value: '1' }], TransitiveTagKeys: ['new'] }, inherited)).toEqual({
      tags: { Cost: '7', new: '1' },
      transitiveTagKeys: ['Cost', 'new'],
      sourceIdentity: 'ada',
    });
  });

  it('lets nobody replace a transitive tag, in whatever case', () => {
    expect(() => sessionShape({ Tags: [{ Key: 'COST', Value: '0' }] }, inherited)).toThrow(
      'conflicts with a transitive tag key',
    );
  });

  it('lets nobody replace a source identity, and everybody repeat it', () => {
    expect(() => sessionShape({ SourceIdentity: 'eve' }, inherited)).toThrow("can't be changed");
    expect(sessionShape({ SourceIdentity: 'ada' }, inherited).sourceIdentity).toBe('ada');
    expect(sessionShape({ SourceIdentity: 'eve' }, NO_INHERITANCE).sourceIdentity).toBe('eve');
  });
});

describe('refuseMalformed', () => {
  it('takes what AWS takes', () => {
    expect(() => {
      refuseMalformed({
        ...input,
        DurationSeconds: 900,
        SourceIdentity: 'ada=@,.-_',
        Tags: [{ Key: 'Kosten/Stelle', Value: 'Größe +-=._:/@' }],
      });
    }).not.toThrow();
  });

  it('tells every broken member at once', () => {
    expect(() => {
      refuseMalformed({ RoleArn: 'x', RoleSessionName: '?', DurationSeconds: -1 });
    }).toThrow(/^4 validation errors detected: .*'roleArn'.*'roleSessionName'.*'roleSessionName'.*'durationSeconds'/);
  });
});

describe('packedPercentage', () => {
  it('rounds up and stops at a hundred', () => {
    expect(packedPercentage(1)).toBe(1);
    expect(packedPercentage(2048)).toBe(100);
    expect(() => packedPercentage(2049)).toThrow('101%');
  });
});
