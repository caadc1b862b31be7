import { expect, it } from '@jest/globals';
import { viewInWords } from './resource-words.rules';

it.each([
  ['', 'Everything'],
  ['sort=changed', 'Everything · Latest change first'],
  ['type=AWS%3A%3AS3%3A%3ABucket&public=yes&sort=name', 'Type: S3 bucket · Public: yes · Sorted by name'],
  ['q=exports&tag=team%3Dpayments', '“exports” · Tag: team=payments'],
])('%j in words: %s', (view, words) => {
  expect(viewInWords(view)).toBe(words);
});
