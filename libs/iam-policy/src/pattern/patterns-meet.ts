import { tokenizeWildcard } from '../match/wildcard.js';

/** One step of a pattern: a letter, any letter, any text, or any text without a slash. */
type Step = string | typeof ANY | typeof STAR | typeof SEGMENT;
const ANY = 0;
const STAR = 1;
const SEGMENT = 2;

export type PatternSteps = readonly Step[];

/** Beyond this product of lengths nobody looks: they are said to meet. */
const MAX_STEPS = 1_000_000;

/** The steps of a pattern with `*` and `?`. */
export function stepsOf(pattern: string): PatternSteps {
  return tokenizeWildcard(pattern).flatMap((token): Step[] =>
    token.kind === 'text' ? token.text.split('') : [token.kind === 'any' ? ANY : STAR],
  );
}

/** What a placeholder of a template stands for: any text, text without a slash, or text that is not empty. */
export type PlaceholderReading = 'any' | 'segment' | 'filled';

/** The steps of a template, placeholder by placeholder. */
export function stepsOfTemplate(
  template: string,
  readingOf: (placeholder: string) => PlaceholderReading,
): PatternSteps {
  return template.split(/(\$\{[^}]*\})/).flatMap((piece): Step[] => {
    if (!piece.startsWith('${')) return piece.split('');
    const reading = readingOf(piece.slice(2, -1));
    return reading === 'segment' ? [SEGMENT] : reading === 'filled' ? [ANY, STAR] : [STAR];
  });
}

const isStar = (step: Step | undefined): boolean => step === STAR || step === SEGMENT;

/** Whether some letter suits both steps. */
function agree(one: Step, other: Step): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one === other;
  if (typeof one === 'string') return other !== SEGMENT || one !== '/';
  return typeof other !== 'string' || one !== SEGMENT || other !== '/';
}

/** Where the walk can go from a pair of steps: past a star that takes nothing, or on by one letter. */
function* onwards(left: Step | undefined, right: Step | undefined): Generator<readonly [number, number]> {
  if (isStar(left)) yield [1, 0];
  if (isStar(right)) yield [0, 1];
  if (left === undefined || right === undefined || !agree(left, right)) return;
  yield [isStar(left) ? 0 : 1, isStar(right) ? 0 : 1];
}

/** Whether some text matches both: a walk through the product of both automata. */
export function patternsMeet(one: PatternSteps, other: PatternSteps): boolean {
  const width = other.length + 1;
  const size = (one.length + 1) * width;
  if (size > MAX_STEPS) return true;
  const seen = new Uint8Array(size);
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === size - 1) return true;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    const [i, j] = [Math.floor(at / width), at % width];
    for (const [down, along] of onwards(one[i], other[j])) open.push(at + down * width + along);
  }
  return false;
}
