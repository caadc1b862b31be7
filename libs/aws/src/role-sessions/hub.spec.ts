import { describe, expect, it } from '@jest/globals';
import { hubOf } from './hub.js';

describe(hubOf, () => {
  it.each([
    [
      'arn:aws:sts::100000000002:assumed-role/gatehouse-broker/i-1',
      { roleArn: 'arn:aws:iam::100000000002:role/gatehouse-broker', longestSeconds: 3_600 },
    ],
    [
      'arn:aws-us-gov:sts::100000000002:assumed-role/hub/x',
      { roleArn: 'arn:aws-us-gov:iam::100000000002:role/hub', longestSeconds: 3_600 },
    ],
    ['arn:aws:iam::100000000002:user/broker', { roleArn: null, longestSeconds: 43_200 }],
  ])('%s', (arn, hub) => {
    expect(hubOf(arn)).toEqual(hub);
  });
});
