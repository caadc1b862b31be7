export type PaletteKind = 'page' | 'role' | 'resource' | 'account';

/** Something to go to. */
export interface PaletteItem {
  readonly kind: PaletteKind;
  readonly text: string;
  readonly description: string;
  /** Where it is in this portal. */
  readonly href: string;
}

export interface PaletteSection {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const MOST_RECENTS = 8;
const LONGEST_TEXT = 300;
const KINDS: readonly string[] = ['page', 'role', 'resource', 'account'] satisfies PaletteKind[];

/** Pages whose name has all the words typed. */
export function matchingPages(
  pages: readonly { readonly text: string; readonly href: string }[],
  typed: string,
): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return pages
    .filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
    .map(({ text, href }) => ({ kind: 'page', text, description: 'Page', href }));
}

/** What is called as was typed before what only holds it somewhere, in each case in the order it came. */
export function bestFirst(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.trim().toLowerCase();
  const rank = ({ text }: PaletteItem) => {
    const place = text.toLowerCase().indexOf(words);
    return place < 0 ? 2 : Math.min(place, 1);
  };
  return [0, 1, 2].flatMap((one) => items.filter((item) => rank(item) === one));
}

/** Sections that have something in them; what stands in one is not repeated in a later one. */
export function shownSections(sections: readonly PaletteSection[]): PaletteSection[] {
  const seen = new Set<string>();
  return sections
    .map(({ title, items }) => ({
      title,
      items: items.filter(({ href }) => !seen.has(href) && seen.add(href)),
    }))
    .filter(({ items }) => items.length > 0);
}

/** The next choice for a key; from the last one on to the first, and back. Null for keys that choose nothing. */
export function nextChoice(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return (current - 1 + count) % count;
    case 'PageDown':
      return count - 1;
    case 'PageUp':
      return 0;
    default:
      return null;
  }
}

/** What was chosen lately, as it is stored; entries of another shape are left out. */
export function readRecents(stored: string | null): readonly PaletteItem[] {
  if (stored === null) return [];
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isItem).slice(0, MOST_RECENTS) : [];
  } catch {
    return [];
  }
}

/** Puts a choice first; the oldest falls off the end. */
export function withRecent(recents: readonly PaletteItem[], item: PaletteItem): readonly PaletteItem[] {
  return [item, ...recents.filter(({ href }) => href !== item.href)].slice(0, MOST_RECENTS);
}

/** Only addresses of this portal: what is stored must never lead elsewhere. */
function isItem(value: unknown): value is PaletteItem {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, text, description, href } = value as Record<string, unknown>;
  const areTexts = [text, description].every((part) => typeof part === 'string' && part.length <= LONGEST_TEXT);
  return areTexts && KINDS.includes(String(kind)) && typeof href === 'string' && /^\/(?![/\\])/.test(href);
}
