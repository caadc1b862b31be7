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

/** Whether some text matches both: a walk through the product of both automata. */
export function patternsMeet(one: PatternSteps, other: PatternSteps): boolean {
  const width = other.length + 1;
  const size = (one.length + 1) * width;
  if (size > MAX_STEPS) return true;
  const seen = new Uint8Array(size);
  const open = [0];
  seen[0] = 1;
  const visit = (i: number, j: number) => {
    const at = i * width + j;
    if (seen[at] === 1) return;
    seen[at] = 1;
    open.push(at);
  };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [i, j] = [Math.floor(at / width), at % width];
    if (at === size - 1) return true;
    const [left, right] = [one[i], other[j]];
    if (isStar(left)) visit(i + 1, j);
    if (isStar(right)) visit(i, j + 1);
    if (left === undefined || right === undefined || !agree(left, right)) continue;
    visit(isStar(left) ? i : i + 1, isStar(right) ? j : j + 1);
  }
  return false;
}
