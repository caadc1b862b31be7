import { Work } from '../pattern/work.js';

/** A statement about atoms: things that are true or false of a request, and that we do not look into. */
export type Formula =
  | boolean
  | { readonly kind: 'atom'; readonly atom: string }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] };

/** `if` holds only where `then` holds. */
export interface Implication {
  readonly if: string;
  readonly then: string;
}

export function atom(name: string): Formula {
  return { kind: 'atom', atom: name };
}

export function negation(of: Formula): Formula {
  return typeof of === 'boolean' ? !of : { kind: 'not', of };
}

export function conjunction(parts: readonly Formula[]): Formula {
  if (parts.includes(false)) return false;
  const open = parts.filter((part) => part !== true);
  return open.length === 0 ? true : open.length === 1 ? (open[0] as Formula) : { kind: 'and', of: open };
}

export function disjunction(parts: readonly Formula[]): Formula {
  if (parts.includes(true)) return true;
  const open = parts.filter((part) => part !== false);
  return open.length === 0 ? false : open.length === 1 ? (open[0] as Formula) : { kind: 'or', of: open };
}

/** What makes a formula true. Atoms that are not in it do not matter. */
export type Model = ReadonlyMap<string, boolean>;

/** The value under what is known of the atoms; undefined while they leave it open. */
function valueOf(formula: Formula, model: Model): boolean | undefined {
  if (typeof formula === 'boolean') return formula;
  if (formula.kind === 'atom') return model.get(formula.atom);
  if (formula.kind === 'not') {
    const value = valueOf(formula.of, model);
    return value === undefined ? undefined : !value;
  }
  return valueOfParts(formula.of, formula.kind === 'or', model);
}

/** `ends` is the value of a part that settles the whole. */
function valueOfParts(parts: readonly Formula[], ends: boolean, model: Model): boolean | undefined {
  let isOpen = false;
  for (const part of parts) {
    const value = valueOf(part, model);
    if (value === ends) return ends;
    isOpen ||= value === undefined;
  }
  return isOpen ? undefined : !ends;
}

export function atomsOf(formula: Formula, into = new Set<string>()): Set<string> {
  if (typeof formula === 'boolean') return into;
  if (formula.kind === 'atom') into.add(formula.atom);
  else if (formula.kind === 'not') atomsOf(formula.of, into);
  else for (const part of formula.of) atomsOf(part, into);
  return into;
}

const MAX_WORK = 2_000_000;

/** Parts of a formula. */
function sizeOf(formula: Formula): number {
  if (typeof formula === 'boolean' || formula.kind === 'atom') return 1;
  if (formula.kind === 'not') return 1 + sizeOf(formula.of);
  return formula.of.reduce((sum, part) => sum + sizeOf(part), 1);
}

/**
 * An assignment of the atoms that makes the formula true and breaks no implication.
 * @returns null when there is none; undefined when the work was used up before that could be told.
 */
export function findModel(
  formula: Formula,
  implications: readonly Implication[],
  work = new Work(MAX_WORK),
): Model | null | undefined {
  if (typeof formula === 'boolean') return formula ? new Map() : null;
  const names = [...atomsOf(formula)];
  const known = new Set(names);
  const relevant = implications.filter((rule) => known.has(rule.if) && known.has(rule.then));
  const model = new Map<string, boolean>();
  const cost = names.length + relevant.length + sizeOf(formula);
  const search = (index: number): boolean | undefined => {
    if (!work.take(cost)) return undefined;
    if (relevant.some((rule) => model.get(rule.if) === true && model.get(rule.then) === false)) return false;
    const value = valueOf(formula, model);
    if (value === false) return false;
    const name = names[index];
    if (name === undefined) return value === true;
    for (const choice of [true, false]) {
      model.set(name, choice);
      const found = search(index + 1);
      if (found !== false) return found;
    }
    model.delete(name);
    return false;
  };
  const found = search(0);
  return found === undefined ? undefined : found ? model : null;
}
