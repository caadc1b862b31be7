import { Principal } from '@gatehouse/contracts';
import { freshNow } from './an-account.js';

const HUB_ROLE = 'arn:aws:iam::100000000002:role/gatehouse-broker';

/** A role that trusts the hub and names nobody who may use it; `reader` in `payments-production` unless told otherwise. */
export function aRole(fields: Partial<Omit<Principal, 'type' | 'arn'>> = {}): Principal {
  const { accountId = '100000000003', path = '/', name = 'reader' } = fields;
  return Principal.parse({
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    accountId,
    accountName: 'payments-production',
    type: 'role',
    name,
    path,
    description: null,
    maxSessionSeconds: 3_600,
    tags: {},
    revision: 1,
    createdAt: '2025-03-01T12:00:00.000Z',
    lastUsedAt: null,
    lastUsedRegion: null,
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: HUB_ROLE },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        },
      ],
    }),
    inlinePolicies: [],
    attachedPolicies: [],
    permissionsBoundary: null,
    freshness: freshNow,
    ...fields,
  } satisfies Principal);
}
