import { defineEvent } from '../core/define-event.js';
import { Denial } from './denial.js';

export const denialObserved = defineEvent({
  subject: 'evt.inventory.v1.denial-observed',
  summary: 'A call was refused by AWS in a way that was not seen within the window before.',
  since: '0.2.0',
  data: Denial,
  example: {
    denialId: '0f6c1d2e9a7b4c53',
    principalArn: 'arn:aws:iam::111122223333:role/payments-reader',
    accountId: '111122223333',
    action: 's3:GetObject',
    resourceArn: 'arn:aws:s3:::payments-exports/2026/11.csv',
    errorCode: 'AccessDenied',
    errorMessage: 'no identity-based policy allows the s3:GetObject action',
    source: 'cloudtrail',
    region: 'eu-west-1',
    sessionName: 'ada@example.com',
    count: 1,
    firstSeenAt: '2026-11-22T09:30:00.000Z',
    lastSeenAt: '2026-11-22T09:30:00.000Z',
  },
});
