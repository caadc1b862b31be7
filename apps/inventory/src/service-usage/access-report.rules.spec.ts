import { describe, expect, it } from '@jest/globals';
import { accessReportOf, lastCallOf, trackedSince } from './access-report.rules.js';

const reportedAt = new Date('2026-11-22T12:00:00Z');
const monday = new Date('2026-11-16T08:00:00Z');
const friday = new Date('2026-11-20T08:00:00Z');

describe(accessReportOf, () => {
  it('tells what was used from what is only granted', () => {
    const report = accessReportOf(
      [
        {
          ServiceNamespace: 's3',
          ServiceName: 'Amazon S3',
          LastAuthenticated: friday,
          LastAuthenticatedRegion: 'eu-west-1',
        },
        { ServiceNamespace: 'iam', ServiceName: 'AWS Identity and Access Management', LastAuthenticated: monday },
        { ServiceNamespace: 'ec2', ServiceName: 'Amazon EC2' },
      ],
      reportedAt,
    );
    expect(report.granted).toEqual(['ec2', 'iam', 's3']);
    expect(Object.fromEntries(report.used)).toEqual({
      s3: { at: friday, region: 'eu-west-1' },
      iam: { at: monday, region: null },
    });
    expect(report.names.get('ec2')).toBe('Amazon EC2');
    expect(lastCallOf(report)).toEqual({ at: friday, region: 'eu-west-1' });
  });

  it('is not upset by what IAM leaves out', () => {
    const report = accessReportOf(
      [{ ServiceName: 'Nameless' }, { ServiceNamespace: 'new', LastAuthenticated: new Date(Number.NaN) }],
      reportedAt,
    );
    expect(report).toMatchObject({ granted: ['new'], used: new Map(), names: new Map([['new', 'new']]) });
    expect(lastCallOf(report)).toBeNull();
  });
});

describe(trackedSince, () => {
  it.each([
    ['an old principal: 400 days', '2019-01-01T00:00:00Z', '2025-10-18T12:00:00.000Z'],
    ['a young one: its whole life', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'],
    ['one whose age is not known: 400 days', undefined, '2025-10-18T12:00:00.000Z'],
    ['one with an odd age: 400 days', 'yesterday', '2025-10-18T12:00:00.000Z'],
  ])('is, of %s', (_what, createdAt, expected) => {
    expect(trackedSince(reportedAt, createdAt).toISOString()).toBe(expected);
  });
});
