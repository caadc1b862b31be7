import { describe, expect, it } from '@jest/globals';
import { serviceUsesOf } from './service-uses.rules.js';

describe(serviceUsesOf, () => {
  it('has the latest use first, then what was never used by its name for people', () => {
    const names = new Map([
      ['ec2', 'Amazon EC2'],
      ['apigateway', 'Manage Amazon API Gateway'],
    ]);
    const used = {
      iam: ['2026-11-01T00:00:00.000Z', null] as const,
      s3: ['2026-11-20T00:00:00.000Z', 'eu-west-1'] as const,
    };
    expect(serviceUsesOf(['apigateway', 'ec2', 'iam', 's3'], used, names)).toEqual([
      { service: 's3', serviceName: 's3', lastUsedAt: '2026-11-20T00:00:00.000Z', region: 'eu-west-1' },
      { service: 'iam', serviceName: 'iam', lastUsedAt: '2026-11-01T00:00:00.000Z', region: null },
      { service: 'ec2', serviceName: 'Amazon EC2', lastUsedAt: null, region: null },
      { service: 'apigateway', serviceName: 'Manage Amazon API Gateway', lastUsedAt: null, region: null },
    ]);
  });

  it('never has more than fit into a reply', () => {
    const services = Array.from({ length: 1_200 }, (_, n) => `service${n}`);
    expect(serviceUsesOf(services, {}, new Map())).toHaveLength(1_000);
  });
});
