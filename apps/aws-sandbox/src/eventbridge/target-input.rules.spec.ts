import { describe, expect, it } from '@jest/globals';

import type { BusEvent } from './event.js';
import { targetInput } from './target-input.rules.js';

const EVENT: BusEvent = {
  version: '0',
  id: 'id-1',
  'detail-type': 'Order',
  source: 'shop',
  account: '111111111111',
  time: '2026-11-22T10:00:00Z',
  region: 'us-east-1',
  resources: ['r-1', 'r-2'],
  detail: { n: 5, name: 'a "b"', list: [{ x: 1 }, { x: 2 }], 'with-dash': true },
};
const RULE = { arn: 'arn:aws:events:us-east-1:111111111111:rule/orders', name: 'orders' };
const transformed = (InputTemplate: string, InputPathsMap: Record<string, string> = {}): string =>
  targetInput(EVENT, { InputTransformer: { InputTemplate, InputPathsMap } }, RULE);

describe('what a target gets', () => {
  it('is the event as it is, unless something else is asked for', () => {
    expect(JSON.parse(targetInput(EVENT, {}, RULE))).toEqual(EVENT);
    expect(targetInput(EVENT, { Input: '{"fixed":1}' }, RULE)).toBe('{"fixed":1}');
  });

  it.each([
    ['$.detail.n', '5'],
    ['$.detail.list[1].x', '2'],
    ['$.detail.list[*].x', '[1,2]'],
    ["$['detail-type']", '"Order"'],
    ['$.detail', JSON.stringify(EVENT.detail)],
    ['$.detail.absent', 'null'],
  ])('by path %s: %s', (InputPath, expected) => {
    expect(targetInput(EVENT, { InputPath }, RULE)).toBe(expected);
  });

  it('is a template with values, as JSON or inside text', () => {
    const paths = { n: '$.detail.n', name: '$.detail.name', all: '$.detail.list', none: '$.detail.none' };
    expect(JSON.parse(transformed('{"n": <n>, "name": <name>, "all": <all>, "none": <none>}', paths))).toEqual({
      n: 5,
      name: 'a "b"',
      all: [{ x: 1 }, { x: 2 }],
      none: null,
    });
    expect(JSON.parse(transformed('"<name> ordered <n> <none>"', paths))).toBe('a "b" ordered 5 ');
  });

  it('knows the rule and the event', () => {
    expect(transformed('"<aws.events.rule-name> <aws.events.rule-arn>"')).toBe(`"orders ${RULE.arn}"`);
    expect(JSON.parse(transformed('{"event": <aws.events.event.json>}'))).toEqual({ event: EVENT });
  });
});
