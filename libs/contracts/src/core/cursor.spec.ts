import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readCursor, writeCursor } from './cursor.js';

const Key = z.tuple([z.string(), z.string()]);
const scope = { accountId: '111122223333' };

describe(readCursor, () => {
  it('gives back what was written', () => {
    expect(readCursor(scope, Key, writeCursor(scope, ['payments', 'rôle']))).toEqual(['payments', 'rôle']);
  });

  it('stays below the limit of a cursor for the longest role', () => {
    expect(writeCursor(scope, [`arn:aws-us-gov:iam::111122223333:role/${'x'.repeat(576)}`]).length).toBeLessThan(1_000);
  });

  it.each([
    ['damaged', 'not-a-cursor'],
    ['empty', ''],
    ['of another list', writeCursor({ accountId: '444455556666' }, ['a', 'b'])],
    ['with another key', writeCursor(scope, ['a', 1])],
    ['that is other JSON', btoa('{}')],
  ])('refuses one %s', (_what, cursor) => {
    expect(readCursor(scope, Key, cursor)).toBeUndefined();
  });
});
