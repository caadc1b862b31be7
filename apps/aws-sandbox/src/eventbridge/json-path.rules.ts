/** One step of a path: the name of a member, the place in a list, or all of a list. */
type Step = { readonly member: string } | { readonly index: number } | 'all';

const STEP =
  /^(?:\.(?<name>[^.[\]*]+)|\['(?<quoted>[^']*)'\]|\["(?<double>[^"]*)"\]|\[(?<index>\d+)\]|(?<all>\.\*|\[\*\]))/u;

/** The part of JSON path that EventBridge takes: `$.detail.list[0]`, `$['detail-type']`, `$.list[*]`; undefined when it is none. */
export function parsePath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  for (let rest = path.slice(1); rest !== '';) {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    steps.push(stepOf(match.groups ?? {}));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

function stepOf({ name, quoted, double, index }: Readonly<Record<string, string | undefined>>): Step {
  const member = name ?? quoted ?? double;
  if (member !== undefined) return { member };
  return index === undefined ? 'all' : { index: Number(index) };
}

/** What is at the end of a path; undefined when there is nothing. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step === 'all') return eachAt(value, rest);
  return valueAt('index' in step ? itemOf(value, step.index) : memberOf(value, step.member), rest);
}

function eachAt(value: unknown, steps: readonly Step[]): unknown {
  if (!Array.isArray(value)) return undefined;
  return value.map((each: unknown) => valueAt(each, steps)).filter((each) => each !== undefined);
}

function itemOf(value: unknown, index: number): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[index] : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
