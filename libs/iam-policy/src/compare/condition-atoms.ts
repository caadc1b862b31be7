import { asciiLowerCase } from '../match/ascii.js';
import { parseTemplate } from '../match/template.js';
import type { Condition, ConditionOperator, OperatorName, PolicyVersion } from '../parse/ast.js';
import { globOf, type Glob } from '../pattern/glob.js';
import { Work } from '../pattern/work.js';
import { isCovered } from '../pattern/text-classes.js';
import type { Implication } from './formula.js';

/** A condition as an atom: two that are written differently but mean the same have one name. */
export interface ConditionAtom {
  readonly name: string;
  readonly condition: Condition;
  readonly version: PolicyVersion;
}

export function conditionAtom(condition: Condition, version: PolicyVersion): ConditionAtom {
  const { operator, key, values } = condition;
  const texts = [...new Set(values.map(({ value }) => value))].sort();
  // Before 2012-10-17, `${x}` is literal text: only then do the versions mean different things.
  const language = texts.some((text) => text.includes('${')) ? version : '';
  const parts = [operator.name, operator.set ?? '', operator.ifExists, asciiLowerCase(key.value), texts, language];
  return { name: `condition:${JSON.stringify(parts)}`, condition, version };
}

type Reading = 'literal' | 'literal-ignoring-case' | 'pattern';

/** Operators that hold when some value of the list matches, and how a value is read. */
const POSITIVE: Partial<Record<OperatorName, Reading>> = {
  StringEquals: 'literal',
  StringEqualsIgnoreCase: 'literal-ignoring-case',
  StringLike: 'pattern',
};

const NEGATED: Partial<Record<OperatorName, Reading>> = {
  StringNotEquals: 'literal',
  StringNotEqualsIgnoreCase: 'literal-ignoring-case',
  StringNotLike: 'pattern',
};

/** What is not looked at any more implies nothing: that leaves more open, never less. */
const MAX_WORK = 5_000_000;

/**
 * Implications between conditions on the same key. Sound for every reading of multivalued keys, because both sides
 * read the key in the same way and a longer list of values matches whatever a shorter one does.
 */
export function implicationsBetween(atoms: readonly ConditionAtom[]): Implication[] {
  const byKey = new Map<string, ConditionAtom[]>();
  for (const each of atoms) {
    const key = asciiLowerCase(each.condition.key.value);
    const group = byKey.get(key);
    if (group) group.push(each);
    else byKey.set(key, [each]);
  }
  const work = new Work(MAX_WORK);
  return [...byKey.values()].flatMap((group) =>
    group.flatMap((one) =>
      group
        .filter((other) => one !== other && work.take(10) && implies(one, other, work))
        .map((other) => ({ if: one.name, then: other.name })),
    ),
  );
}

function implies(one: ConditionAtom, other: ConditionAtom, work: Work): boolean {
  if (!readsAlike(one.condition.operator, other.condition.operator)) return false;
  const [from, to] = [one.condition.operator.name, other.condition.operator.name];
  if (from === to && sameValues(one, other)) return true;
  if (hasVariables(one) || hasVariables(other)) return false;
  return (
    widens(one, other, { readings: [POSITIVE[from], POSITIVE[to]], work }) ||
    widens(other, one, { readings: [NEGATED[to], NEGATED[from]], work })
  );
}

/** Whether both read the key's values in one way, and the second holds for an absent key wherever the first does. */
function readsAlike(from: ConditionOperator, to: ConditionOperator): boolean {
  if (from.set !== to.set || (from.ifExists && !to.ifExists)) return false;
  // With ForAnyValue an absent key makes the condition false, and what IfExists does then is not settled.
  return from.set !== 'ForAnyValue' || from.ifExists === to.ifExists;
}

function widens(
  narrow: ConditionAtom,
  wide: ConditionAtom,
  {
    readings: [narrowReading, wideReading],
    work,
  }: { readonly readings: readonly (Reading | undefined)[]; readonly work: Work },
): boolean {
  if (narrowReading === undefined || wideReading === undefined) return false;
  return covers({ each: wide, reading: wideReading }, { each: narrow, reading: narrowReading }, work);
}

function sameValues(one: ConditionAtom, other: ConditionAtom): boolean {
  const texts = (each: ConditionAtom) =>
    [...new Set(each.condition.values.map(({ value }) => value))].sort().join('\u0000');
  return texts(one) === texts(other) && (!hasVariables(one) || one.version === other.version);
}

function hasVariables({ condition, version }: ConditionAtom): boolean {
  return condition.values.some(({ value }) => {
    const template = parseTemplate(value, version, true);
    return template.hasVariables || template.isMalformed || value.includes('${');
  });
}

interface Read {
  readonly each: ConditionAtom;
  readonly reading: Reading;
}

/** Whether every value that the narrow condition's list takes is taken by the wide one's. */
function covers(wide: Read, narrow: Read, work: Work): boolean {
  const folds = wide.reading === 'literal-ignoring-case';
  if (narrow.reading === 'literal-ignoring-case' && !folds) return false;
  if (folds && narrow.reading === 'pattern') return false;
  const [outer, inner] = [wide.each.condition.values, narrow.each.condition.values];
  if (!work.take(outer.length * inner.length)) return false;
  const wideGlobs = outer.map(({ value }) => globOfValue(value, wide.reading, folds));
  return inner.every(({ value }) => isCovered(globOfValue(value, narrow.reading, folds), wideGlobs, work) === true);
}

function globOfValue(value: string, reading: Reading, folds: boolean): Glob {
  if (reading === 'pattern') return globOf(value);
  const text = folds ? asciiLowerCase(value) : value;
  return [...text].map((character) => ({ kind: 'literal', codePoint: character.codePointAt(0) ?? 0 }));
}
