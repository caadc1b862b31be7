import { describe, expect, it } from '@jest/globals';
import { accountReport } from './account-report.rules.js';

const refreshedAt = new Date('2026-11-22T12:00:00Z');
const failure = { code: 'AccessDenied', message: 'not authorized to perform sqs:ListQueues' };

describe(accountReport, () => {
  it('adds up what was brought, and tells how old the part is that failed', () => {
    const outcomes = [
      { collectorId: 'iam', failure: null, resourceCount: 40, skippedRegions: [], durationSeconds: 1.5 },
      { collectorId: 's3', failure: null, resourceCount: 2, skippedRegions: ['eu-south-2'], durationSeconds: 0.5 },
      { collectorId: 'sqs', failure, resourceCount: 0, skippedRegions: [], durationSeconds: 0.1 },
      { collectorId: 'sns', failure, resourceCount: 0, skippedRegions: [] },
    ];
    const last = [
      { collectorId: 'sqs', refreshedAt },
      { collectorId: 'sns', refreshedAt: null },
    ];
    const error = 'AccessDenied: not authorized to perform sqs:ListQueues';
    expect(accountReport(outcomes, last)).toEqual({
      rows: 42,
      parts: [
        { name: 'iam', rows: 40, durationSeconds: 1.5 },
        { name: 's3, without eu-south-2', rows: 2, durationSeconds: 0.5 },
        { name: 'sqs', error, rows: 0, durationSeconds: 0.1, lastSuccessAt: refreshedAt },
        { name: 'sns', error, rows: 0 },
      ],
    });
  });
});
