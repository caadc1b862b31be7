import { describe, expect, it } from '@jest/globals';
import {
  bestFirst,
  matchingPages,
  nextChoice,
  readRecents,
  shownSections,
  withRecent,
  type PaletteItem,
} from './palette.rules';

const item = (href: string): PaletteItem => ({ kind: 'resource', text: href, description: '', href });

describe('the command palette', () => {
  it('finds pages by words of their names, in any order', () => {
    const pages = [
      { text: 'All resources', href: '/resources' },
      { text: 'All roles and users', href: '/principals' },
    ];
    expect(matchingPages(pages, 'ROLES all').map(({ href }) => href)).toEqual(['/principals']);
    expect(matchingPages(pages, '')).toHaveLength(2);
    expect(matchingPages(pages, 'x')).toEqual([]);
  });

  it('puts what is called so before what only belongs to it', () => {
    const items = ['auditor', 'my-payments', 'payments-viewer', 'admin'].map((text) => ({ ...item(`/${text}`), text }));
    expect(bestFirst(items, ' Payments').map(({ text }) => text)).toEqual([
      'payments-viewer',
      'my-payments',
      'auditor',
      'admin',
    ]);
  });

  it('shows nothing twice and no empty section', () => {
    const sections = shownSections([
      { title: 'Recent', items: [item('/a'), item('/b')] },
      { title: 'Roles', items: [item('/a')] },
      { title: 'Resources', items: [item('/b'), item('/c')] },
    ]);
    expect(sections.map(({ title, items }) => [title, ...items.map(({ href }) => href)])).toEqual([
      ['Recent', '/a', '/b'],
      ['Resources', '/c'],
    ]);
  });

  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 0],
    ['ArrowUp', 0, 2],
    ['PageDown', 0, 2],
    ['PageUp', 2, 0],
    ['Home', 1, null],
    ['a', 1, null],
  ])('goes with %s from %d to %s', (key, from, to) => {
    expect(nextChoice(key, from, 3)).toBe(to);
  });

  it('has no choice among nothing', () => {
    expect(nextChoice('ArrowDown', 0, 0)).toBeNull();
  });

  it('keeps recent choices, newest first, once each', () => {
    const many = Array.from({ length: 12 }, (_, index) => item(`/${index}`));
    const recents = many.reduce<readonly PaletteItem[]>(withRecent, []);
    expect(recents.map(({ href }) => href)).toEqual(['/11', '/10', '/9', '/8', '/7', '/6', '/5', '/4']);
    expect(withRecent(recents, item('/6'))).toHaveLength(8);
    expect(readRecents(JSON.stringify(recents))).toEqual(recents);
  });

  it.each([null, '{', '[{"kind":"page","text":"x","description":"","href":"//evil.example"}]', '[{"kind":"page"}]'])(
    'reads nothing from %j',
    (stored) => {
      expect(readRecents(stored)).toEqual([]);
    },
  );
});
