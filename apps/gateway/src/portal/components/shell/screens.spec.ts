import { expect, it } from '@jest/globals';
import { placeIn } from './screens';

it.each([
  ['/', '/', 'page'],
  ['/', '/roles/arn:aws:iam::111122223333:role/a', 'true'],
  ['/', '/accounts', undefined],
  ['/tasks', '/tasks', 'page'],
  ['/tasks', '/tasks/refresh-accounts', 'true'],
  ['/resources', '/resources-of-others', undefined],
])('%s at %s: %s', (href, pathname, expected) => {
  expect(placeIn(href, pathname)).toBe(expected);
});
