import { describe, expect, it } from '@jest/globals';
import { observeRule, placeOfRule } from './observe.rules.js';

describe(placeOfRule, () => {
  it.each([
    ['arn:aws:events:eu-west-1:111122223333:rule/nightly', 'default', 'nightly'],
    ['arn:aws:events:eu-west-1:111122223333:rule/orders/nightly', 'orders', 'nightly'],
    [
      'arn:aws:events:eu-west-1:111122223333:rule/aws.partner/example.com/1/nightly',
      'aws.partner/example.com/1',
      'nightly',
    ],
  ])('finds the bus and the name in %s', (arn, bus, name) => {
    expect(placeOfRule(arn)).toEqual({ bus, name });
  });
});

describe(observeRule, () => {
  it('says null of what EventBridge leaves out', () => {
    expect(
      observeRule({ Arn: 'arn:…', Name: 'nightly', ScheduleExpression: 'rate(1 day)' }, [{ Key: 'team' }]),
    ).toEqual({
      arn: 'arn:…',
      resourceType: 'AWS::Events::Rule',
      name: 'nightly',
      tags: { team: '' },
      settings: {
        description: null,
        state: null,
        eventPattern: null,
        schedule: 'rate(1 day)',
        roleArn: null,
        managedBy: null,
        eventBus: null,
      },
    });
  });
});
