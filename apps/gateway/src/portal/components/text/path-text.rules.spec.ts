import { describe, expect, it } from '@jest/globals';
import { pathOfText, textOfSegments } from './path-text.rules';

describe('a text in a path', () => {
  it.each([
    ['arn:aws:s3:::payments-exports', 'arn:aws:s3:::payments-exports'],
    ['arn:aws:iam::111122223333:role/people/reader', 'arn:aws:iam::111122223333:role/people/reader'],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x'],
    ['arn:aws:x:::a?b#c d%', 'arn:aws:x:::a%3Fb%23c%20d%25'],
    ['arn:aws:x:::a//b', 'arn:aws:x:::a%2F%2Fb'],
    ['arn:aws:x:::a/../b', 'arn:aws:x:::a%2F..%2Fb'],
    ['arn:aws:x:::a/', 'arn:aws:x:::a%2F'],
  ])('%s is written %s and read back', (text, path) => {
    expect(pathOfText(text)).toBe(path);
    expect(textOfSegments(path.split('/'))).toBe(text);
    expect(new URL(`/resources/${path}`, 'https://portal.example').pathname).toBe(`/resources/${path}`);
  });

  it('takes a stray % as it is', () => {
    expect(textOfSegments(['100%'])).toBe('100%');
  });
});
