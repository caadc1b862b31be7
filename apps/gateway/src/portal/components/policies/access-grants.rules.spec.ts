import { describe, expect, it } from '@jest/globals';
import { guardrailIdOf, matchingGrants, type AccessGrant } from './access-grants.rules';

const grant = (service: string, action: string): AccessGrant => ({
  service,
  actions: [action],
  resources: ['arn:aws:s3:::exports/*'],
  isConditional: false,
  accessLevels: ['Read'],
});

describe(matchingGrants, () => {
  const grants = [grant('s3', 's3:Get*'), grant('sqs', 'sqs:ReceiveMessage')];
  it.each([
    ['', ['s3', 'sqs']],
    ['EXPORTS read', ['s3', 'sqs']],
    ['receive', ['sqs']],
    ['receive s3:get', []],
  ])('finds by %s', (search, services) => {
    expect(matchingGrants(grants, search).map(({ service }) => service)).toEqual(services);
  });
});

describe(guardrailIdOf, () => {
  it.each([
    ['arn:aws:organizations::111122223333:policy/o-a1/service_control_policy/p-1234', 'p-1234'],
    ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', 'p-FullAWSAccess'],
    ['arn:aws:iam::111122223333:policy/boundaries/people', null],
  ])('%s: %s', (arn, id) => {
    expect(guardrailIdOf(arn)).toBe(id);
  });
});
