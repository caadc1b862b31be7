import { describe, expect, it } from '@jest/globals';

import { readKeyName } from './key-name.rules.js';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const place = { accountId: '111122223333', region: 'eu-west-1' };

describe('readKeyName', () => {
  it.each([
    [ID, { kind: 'id', id: ID, place: undefined }],
    [`mrk-${'0'.repeat(32)}`, { kind: 'id', id: `mrk-${'0'.repeat(32)}`, place: undefined }],
    ['alias/app/db', { kind: 'alias', name: 'alias/app/db', place: undefined }],
    [`arn:aws:kms:eu-west-1:111122223333:key/${ID}`, { kind: 'id', id: ID, place }],
    ['arn:aws:kms:eu-west-1:111122223333:alias/app', { kind: 'alias', name: 'alias/app', place }],
    ['app', { kind: 'invalid' }],
    ['alias/', { kind: 'invalid' }],
    [`arn:aws:kms:eu-west-1:111122223333:${ID}`, { kind: 'invalid' }],
    ['arn:aws:kms:eu-west-1:111122223333:key/alias/app', { kind: 'invalid' }],
    ['arn:aws:s3:::bucket', { kind: 'invalid' }],
  ])('%s', (text, name) => {
    expect(readKeyName(text)).toEqual(name);
  });
});
