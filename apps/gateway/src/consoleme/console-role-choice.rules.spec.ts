import { describe, expect, it } from '@jest/globals';
import { chooseRole } from './console-role-choice.rules.js';

const roles = ['reader', 'reader-all', 'Writer'].map((name) => ({ roleArn: `arn:aws:iam::111122223333:role/${name}` }));

describe(chooseRole, () => {
  it('prefers the exact ARN to others that contain it', () => {
    expect(chooseRole('ARN:aws:iam::111122223333:role/reader', roles)).toEqual({
      found: 'one',
      roleArn: 'arn:aws:iam::111122223333:role/reader',
    });
  });

  it('takes the only role that contains the text', () => {
    expect(chooseRole('WRITE', roles)).toMatchObject({ found: 'one' });
  });

  it('lists all that contain it', () => {
    expect(chooseRole('reader', roles)).toEqual({
      found: 'several',
      roleArns: ['arn:aws:iam::111122223333:role/reader', 'arn:aws:iam::111122223333:role/reader-all'],
    });
  });

  it('finds none', () => {
    expect(chooseRole('admin', roles)).toEqual({ found: 'none' });
  });
});
