import { describe, expect, it } from '@jest/globals';

import { type Denial, denialMessage } from './denial-message.rules.js';

const call = {
  callerArn: 'arn:aws:sts::1:assumed-role/R/S',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  quoteResource: false,
};
const WHO =
  'User: arn:aws:sts::1:assumed-role/R/S is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k';

describe('denialMessage', () => {
  it.each<[Denial, string]>([
    [{ explicit: false, layer: 'identity' }, ' because no identity-based policy allows the s3:GetObject action'],
    [{ explicit: false, layer: 'resource' }, ' because no resource-based policy allows the s3:GetObject action'],
    [{ explicit: false, layer: 'boundary' }, ' because no permissions boundary allows the s3:GetObject action'],
    [{ explicit: false, layer: 'session' }, ' because no session policy allows the s3:GetObject action'],
    [{ explicit: false, layer: 'scp' }, ' because no service control policy allows the s3:GetObject action'],
    [{ explicit: true, layer: 'scp' }, ' with an explicit deny in a service control policy'],
    [{ explicit: true, layer: 'identity' }, ' with an explicit deny in an identity-based policy'],
    [{ explicit: true, layer: 'boundary' }, ' with an explicit deny in a permissions boundary'],
    [{ explicit: false, layer: 'trust' }, ''],
  ])('for %j ends with what AWS tells', (denial, end) => {
    expect(denialMessage(call, denial)).toBe(WHO + end);
  });

  it.each([
    ['sqs:SendMessage', 'sqs:sendmessage'],
    ['sns:Publish', 'SNS:Publish'],
  ])('writes %s as its service does: %s', (action, written) => {
    expect(denialMessage({ ...call, action }, { explicit: false, layer: 'identity' })).toBe(
      `User: ${call.callerArn} is not authorized to perform: ${written} on resource: ${call.resource} because no identity-based policy allows the ${written} action`,
    );
  });

  it("puts S3's resources in quotation marks", () => {
    const text = denialMessage({ ...call, quoteResource: true }, { explicit: false, layer: 'trust' });
    expect(text).toContain('on resource: "arn:aws:s3:::b/k"');
  });
});
