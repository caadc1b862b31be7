import type { Glob, GlobStep } from './glob.js';
import { Work } from './work.js';

/** All texts that the same globs match, with the shortest of them. */
export interface TextClass {
  /** Positions, in the list of globs, of those that match; ascending. */
  readonly matching: readonly number[];
  /** A text of this class: no other of the class is shorter. */
  readonly witness: string;
}

/** A letter that stands in no glob, so that only wildcards take it. */
const PREFERRED_LETTERS = 'xyzqkwjvabcdefghilmnoprstu0123456789';
const COLON = 58;

/** A second or so. */
const MAX_WORK = 5_000_000;
/** What a state costs besides its positions. */
const STEP = 20;

interface State {
  /** Active positions of all globs: `glob offset + step`, ascending. */
  readonly positions: readonly number[];
  readonly cameFrom: State | undefined;
  readonly letter: number;
}

/** The globs side by side: the steps of each, then its end. */
class Steps {
  readonly steps: (GlobStep | undefined)[] = [];
  readonly globOfEnd = new Map<number, number>();
  readonly starts: number[] = [];

  constructor(globs: readonly Glob[]) {
    globs.forEach((glob, index) => {
      this.starts.push(this.steps.length);
      for (const step of glob) this.steps.push(step);
      this.globOfEnd.set(this.steps.length, index);
      this.steps.push(undefined);
    });
  }

  /** Where the globs begin, behind stars that take nothing. */
  start(): number[] {
    const positions: number[] = [];
    for (const position of this.starts) this.enter(position, positions);
    return positions;
  }

  /** Where the active positions are after one more letter. */
  after(positions: readonly number[], letter: number): number[] {
    const next: number[] = [];
    for (const position of positions) {
      const step = this.steps[position];
      if (step === undefined || !takes(step, letter)) continue;
      this.enter(step.kind === 'star' ? position : position + 1, next);
    }
    return next;
  }

  /**
   * Adds a position and those behind stars that take nothing. Callers come in ascending order, so that a position not
   * behind the last one is among those that are there.
   */
  private enter(position: number, into: number[]): void {
    if (position <= (into.at(-1) ?? -1)) return;
    let at = position;
    into.push(at);
    while (this.steps[at]?.kind === 'star') into.push(++at);
  }

  /** The letters that can lead to different places from here, besides the one that no glob names. */
  lettersAt(positions: readonly number[]): Set<number> {
    const letters = new Set<number>();
    for (const position of positions) {
      const step = this.steps[position];
      if (step?.kind === 'literal') letters.add(step.codePoint);
      else if (step !== undefined && step.refuses !== 'nothing') letters.add(COLON);
    }
    return letters;
  }

  matchingAt(positions: readonly number[]): number[] {
    const matching: number[] = [];
    for (const position of positions) {
      const glob = this.globOfEnd.get(position);
      if (glob !== undefined) matching.push(glob);
    }
    return matching;
  }
}

function takes(step: GlobStep, letter: number): boolean {
  if (step.kind === 'literal') return step.codePoint === letter;
  if (step.refuses === 'nothing') return true;
  const isUpperCase = letter >= 65 && letter <= 90;
  return letter !== COLON && !(isUpperCase && step.refuses === 'colon-and-upper-case');
}

function freshLetter(globs: readonly Glob[]): number {
  const used = new Set(globs.flatMap((glob) => glob.map((step) => (step.kind === 'literal' ? step.codePoint : -1))));
  const preferred = [...PREFERRED_LETTERS].map((letter) => letter.codePointAt(0) ?? 0);
  const free = preferred.find((letter) => !used.has(letter));
  if (free !== undefined) return free;
  let letter = 0x4e00;
  while (used.has(letter)) letter++;
  return letter;
}

function witnessOf(state: State): string {
  const letters: number[] = [];
  for (let at: State | undefined = state; at?.cameFrom; at = at.cameFrom) letters.push(at.letter);
  return String.fromCodePoint(...letters.reverse());
}

/**
 * Splits all texts into the classes that a list of globs can tell apart; the class that no glob matches included.
 *
 * Why it is complete: the classes are the accepting sets that the subset construction of the globs' automata reaches
 * (Rabin and Scott 1959). Two letters that no active position names lead to the same place, so one letter that stands
 * in no glob tries them all, and the colon is tried where a wildcard refuses it.
 *
 * @param work gives up when it is used up: hostile patterns can need exponentially many states.
 * @returns undefined when it gave up; "cannot tell" to whoever asks.
 */
export function textClassesOf(globs: readonly Glob[], work = new Work(MAX_WORK)): TextClass[] | undefined {
  const classes = new Map<string, TextClass>();
  if (!work.take(globs.length)) return undefined;
  const steps = new Steps(globs);
  for (const state of reachableStates(steps, freshLetter(globs), work)) {
    if (state === 'too-many') return undefined;
    const matching = steps.matchingAt(state.positions);
    const name = matching.join();
    if (!classes.has(name)) classes.set(name, { matching, witness: witnessOf(state) });
  }
  return [...classes.values()];
}

/** Breadth first, so that the first state of a class has its shortest text. */
function* reachableStates(steps: Steps, fresh: number, work: Work): Generator<State | 'too-many'> {
  const queue: State[] = [{ positions: steps.start(), cameFrom: undefined, letter: 0 }];
  const seen = new Set([queue[0]?.positions.join()]);
  for (const state of queue) {
    yield state;
    for (const letter of [fresh, ...steps.lettersAt(state.positions)]) {
      if (!work.take(STEP + state.positions.length)) return yield 'too-many';
      const positions = steps.after(state.positions, letter);
      const key = positions.join();
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ positions, cameFrom: state, letter });
    }
  }
}

/** Whether every text that `inner` matches is matched by one of `outers`; undefined when that was too hard to tell. */
export function isCovered(inner: Glob, outers: readonly Glob[], work?: Work): boolean | undefined {
  const classes = textClassesOf([inner, ...outers], work);
  return classes?.every(({ matching }) => matching[0] !== 0 || matching.length > 1);
}

/** A text that both match, or null when there is none; undefined when that was too hard to tell. */
export function commonText(one: Glob, other: Glob): string | null | undefined {
  const classes = textClassesOf([one, other]);
  return classes && (classes.find(({ matching }) => matching.length === 2)?.witness ?? null);
}
