import { actionMatches, asciiLowerCase, parsePolicy, wildcardMatches } from '@gatehouse/iam-policy';

/** One Allow statement's actions. */
interface GrantedActions {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** What the Allow statements of a document are about. Denies do not count (IAM User Guide, "last accessed information"). */
export function grantedActions(document: string): readonly GrantedActions[] {
  const statements = parsePolicy(document, { kind: 'identity' }).document?.statements ?? [];
  return statements.flatMap(({ effect, action }) =>
    effect === 'Allow' && action !== undefined
      ? [{ negated: action.negated, patterns: action.values.map(({ value }) => value) }]
      : [],
  );
}

/** Whether some action of a service is granted. */
export function grantsService(granted: readonly GrantedActions[], prefix: string): boolean {
  return granted.some(({ negated, patterns }) =>
    negated
      ? !patterns.some((pattern) => coversService(pattern, prefix))
      : patterns.some((each) => touches(each, prefix)),
  );
}

/** Whether an action, `s3:GetObject`, is granted. */
export function grantsAction(granted: readonly GrantedActions[], action: string): boolean {
  return granted.some(
    ({ negated, patterns }) => patterns.some((pattern) => actionMatches(pattern, action)) !== negated,
  );
}

function coversService(pattern: string, prefix: string): boolean {
  return pattern === '*' || asciiLowerCase(pattern) === `${prefix}:*`;
}

function touches(pattern: string, prefix: string): boolean {
  const [service = ''] = asciiLowerCase(pattern).split(':');
  return service === '*' || wildcardMatches(service, prefix);
}
