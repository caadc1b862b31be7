import { describe, expect, it } from '@jest/globals';
import { tabOf, tabsFor } from './tabs.rules';

describe(tabsFor, () => {
  it('shows the services that were used of roles and users only', () => {
    const has = (type: string) => tabsFor(type).some(({ id }) => id === 'usage');
    expect(has('AWS::IAM::Role')).toBe(true);
    expect(has('AWS::IAM::User')).toBe(true);
    expect(has('AWS::S3::Bucket')).toBe(false);
  });

  it('shows who has it of managed policies only', () => {
    const has = (type: string) => tabsFor(type).some(({ id }) => id === 'uses');
    expect(has('AWS::IAM::Policy')).toBe(true);
    expect(has('AWS::IAM::Role')).toBe(false);
  });
});

describe(tabOf, () => {
  it.each([
    ['usage', 'AWS::IAM::Role', 'usage'],
    ['usage', 'AWS::SQS::Queue', 'overview'],
    ['policies', 'AWS::SQS::Queue', 'policies'],
    ['nonsense', 'AWS::SQS::Queue', 'overview'],
    [null, 'AWS::IAM::Role', 'overview'],
  ])('%s of %s: %s', (text, type, expected) => {
    expect(tabOf(text, type)).toBe(expected);
  });
});
