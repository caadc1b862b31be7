import { describe, expect, it } from '@jest/globals';
import { readsOf } from './resource-freshness.rules.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 9, minute));
const collector = {
  attemptedAt: at(10),
  endedAt: at(11),
  refreshedAt: at(11),
  failureCode: null,
  failureMessage: null,
  skippedRegions: ['af-south-1'],
};

describe(readsOf, () => {
  it('is as fresh as the part of the account', () => {
    expect(readsOf({ collector, region: 'eu-west-1', readAt: at(5) })?.refreshedAt).toEqual(at(11));
  });

  it('is fresher when it was read by itself since', () => {
    const failed = { ...collector, failureCode: 'AccessDenied', failureMessage: 'no' };
    expect(readsOf({ collector: failed, region: 'eu-west-1', readAt: at(12) })).toMatchObject({
      refreshedAt: at(12),
      failureCode: null,
    });
  });

  it('says when its region could not be read', () => {
    expect(readsOf({ collector, region: 'af-south-1', readAt: null })).toMatchObject({
      refreshedAt: null,
      failureCode: 'REGION_NOT_READ',
    });
  });

  it('is not known before anything was read', () => {
    expect(readsOf({ collector: null, region: 'global', readAt: null })).toBeNull();
  });
});
