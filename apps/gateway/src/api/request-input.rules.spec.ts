import { describe, expect, it } from '@jest/globals';
import { decideInput, type RequestFields } from './request-input.rules.js';

const fields: RequestFields = { inPath: new Set(['accountId']), elsewhere: new Set(['limit', 'search']) };
const parts = { params: { accountId: '111122223333' }, query: {}, body: undefined };

describe(decideInput, () => {
  it('puts path, query and body together', () => {
    expect(decideInput({ ...parts, query: { limit: '5' }, body: { search: 'x' } }, fields)).toEqual({
      valid: true,
      input: { accountId: '111122223333', limit: '5', search: 'x' },
    });
  });

  it('takes a request without a body for an empty one', () => {
    expect(decideInput(parts, fields)).toEqual({ valid: true, input: { accountId: '111122223333' } });
  });

  it.each([
    ['in the query', { query: { serach: 'x' } }],
    ['in the body', { body: { serach: 'x' } }],
  ])('names a field that it does not know %s', (_case, given) => {
    expect(decideInput({ ...parts, ...given }, fields)).toEqual({
      valid: false,
      issues: [{ field: 'serach', message: expect.stringContaining('not known') }],
    });
  });

  it('lets nobody override the path', () => {
    expect(decideInput({ ...parts, body: { accountId: '999999999999' } }, fields)).toEqual({
      valid: false,
      issues: [{ field: 'accountId', message: expect.stringContaining('in the path') }],
    });
  });

  it('refuses a field that is given twice', () => {
    expect(decideInput({ ...parts, query: { limit: '1' }, body: { limit: 2 } }, fields)).toMatchObject({
      valid: false,
      issues: [{ field: 'limit' }],
    });
  });

  it.each([[[]], [null], ['text'], [7], [true]])('refuses the body %j', (body) => {
    expect(decideInput({ ...parts, body }, fields)).toMatchObject({ valid: false });
  });
});
