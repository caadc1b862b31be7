import { describe, expect, it } from '@jest/globals';

import { credentialReport } from './credential-report.rules.js';

const createdAt = new Date('2026-01-02T03:04:05.678Z');

describe('the credential report', () => {
  it('has a column for everything AWS reports, filled in or not', () => {
    const [header = '', row = ''] = credentialReport([
      {
        user: 'ada',
        arn: 'arn:aws:iam::111111111111:user/ada',
        createdAt,
        password: { changedAt: createdAt, maxAgeDays: 30 },
        mfaActive: true,
        keys: [
          {
            active: true,
            rotatedAt: createdAt,
            lastUsed: { at: createdAt, region: 'eu-west-1', service: 's3' },
          },
        ],
      },
    ]).split('\n');
    const cells = Object.fromEntries(header.split(',').map((name, index) => [name, row.split(',')[index]]));
    expect(cells).toMatchObject({
      user_creation_time: '2026-01-02T03:04:05+00:00',
      password_enabled: 'true',
      password_next_rotation: '2026-02-01T03:04:05+00:00',
      mfa_active: 'true',
      access_key_1_active: 'true',
      access_key_1_last_used_region: 'eu-west-1',
      access_key_1_last_used_service: 's3',
      access_key_2_active: 'false',
      access_key_2_last_rotated: 'N/A',
      cert_2_active: 'false',
    });
    expect(row.split(',')).toHaveLength(22);
  });
});
