import { describe, expect, it } from '@jest/globals';
import { limitText, type Visibility } from './visibility-text.rules';

const some: Visibility = { rule: 'by-account', seesEverything: false, accountCount: 2, help: null };

describe(limitText, () => {
  it('has nothing to say to those who see everything', () => {
    expect(limitText({ rule: 'everybody', seesEverything: true, accountCount: null, help: null })).toBeNull();
    expect(limitText({ rule: 'by-plugin', seesEverything: true, accountCount: null, help: 'Ask.' })).toBeNull();
  });

  it.each<[Partial<Visibility>, string]>([
    [
      {},
      'You see 2 accounts; others are left out. An account shows when you may use a role in it, or when it is yours.',
    ],
    [{ accountCount: 1 }, 'You see one account; others are left out.'],
    [{ accountCount: 1_204 }, 'You see 1,204 accounts; others are left out.'],
    [{ accountCount: 0 }, 'You see no account yet. An account shows when'],
    [{ rule: 'by-plugin' }, 'Your organization decides which accounts you see.'],
    [{}, 'Ask your Gatehouse administrators to see more.'],
    [{ help: 'Ask in #cloud.' }, 'Ask in #cloud.'],
  ])('says what is left out and the way out for %j', (change, sentence) => {
    expect(limitText({ ...some, ...change })).toContain(sentence);
  });
});
