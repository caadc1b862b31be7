import { describe, expect, it } from '@jest/globals';
import type { ServiceUse } from '@gatehouse/contracts';
import { servicesIn, usageSummary, type UsageView } from './service-usage.rules';

const now = new Date('2026-11-22T12:00:00Z');
const use = (service: string, lastUsedAt: string | null): ServiceUse => ({
  service,
  serviceName: `Amazon ${service.toUpperCase()}`,
  lastUsedAt,
  region: null,
});
const services = [
  use('s3', '2026-11-20T00:00:00Z'),
  use('sqs', '2026-09-20T00:00:00Z'),
  use('kms', '2026-03-20T00:00:00Z'),
  use('ec2', null),
];

describe(servicesIn, () => {
  it.each<[UsageView, string[]]>([
    ['all', ['s3', 'sqs', 'kms', 'ec2']],
    ['used', ['s3', 'sqs', 'kms']],
    ['unused-30', ['sqs', 'kms', 'ec2']],
    ['unused-90', ['kms', 'ec2']],
    ['unused-180', ['kms', 'ec2']],
    ['never', ['ec2']],
  ])('shows %s', (view, expected) => {
    expect(servicesIn(services, { view, search: '' }, now).map(({ service }) => service)).toEqual(expected);
  });

  it('finds by parts of both names', () => {
    expect(servicesIn(services, { view: 'all', search: 'amazon S' }, now)).toHaveLength(3);
    expect(servicesIn(services, { view: 'never', search: 'kms' }, now)).toEqual([]);
  });
});

describe(usageSummary, () => {
  it.each([
    [services, 'It used 3 of the 4 services that its policies grant.'],
    [services.slice(3), 'It never used the one service that its policies grant.'],
    [services.slice(0, 1), 'It used the one service that its policies grant.'],
    [[], 'Its policies grant no service.'],
  ])('%#', (given, expected) => {
    expect(usageSummary(given)).toBe(expected);
  });
});
