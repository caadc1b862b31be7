import { type PolicyKind, type Statement, actionMatches, parsePolicy } from '@gatehouse/iam-policy';

interface KeyedPolicy {
  readonly document: string;
  readonly kind: PolicyKind;
}

const VARIABLE = /\$\{([^}*?$,][^},]*)(?:,[^}]*)?\}/gu;

/** The context keys of a document, in conditions and as variables, in the order of their appearance. */
export function contextKeysOf({ document, kind }: KeyedPolicy): readonly string[] {
  return keysIn({ document, kind }, () => true);
}

/** The context keys that a document asks for when this action is simulated. */
export function keysAskedFor(policy: KeyedPolicy, action: string): readonly string[] {
  return keysIn(policy, ({ action: element }) => {
    if (element === undefined) return false;
    const matches = element.values.some(({ value }) => actionMatches(value, action));
    return matches !== element.negated;
  });
}

function keysIn({ document, kind }: KeyedPolicy, wanted: (statement: Statement) => boolean): readonly string[] {
  const parsed = parsePolicy(document, { kind }).document;
  if (parsed === undefined) return [];
  const hasVariables = parsed.version === '2012-10-17';
  const keys = parsed.statements
    .filter(wanted)
    .flatMap((statement) => [
      ...statement.conditions.map(({ key }) => key.value),
      ...(hasVariables ? variablesOf(statement) : []),
    ]);
  return [...new Set(keys)];
}

function variablesOf({ resource, conditions }: Statement): readonly string[] {
  const texts = [...(resource?.values ?? []), ...conditions.flatMap(({ values }) => values)];
  return texts.flatMap(({ value }) => [...value.matchAll(VARIABLE)].map(([, key = '']) => key.trim()));
}
