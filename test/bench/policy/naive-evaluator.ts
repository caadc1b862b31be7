/**
 * An evaluator as one writes it after reading AWS's page "Policy evaluation logic" once: JSON as it is, a regular
 * expression per match, nothing prepared. It is the baseline of the benchmark and knows what the benchmark needs:
 * string, Boolean, number and IPv4 operators, no variables, no unsettled points.
 */
type Json = Readonly<Record<string, unknown>>;

export interface NaiveRequest {
  readonly principal: string;
  readonly roleArn: string;
  readonly account: string;
  readonly resourceAccount: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

export interface NaivePolicies {
  readonly identity: readonly Json[];
  readonly boundary?: Json;
  readonly session?: readonly Json[];
  readonly resource?: Json;
  readonly scps?: readonly (readonly Json[])[];
  readonly rcps?: readonly (readonly Json[])[];
  readonly vpcEndpoint?: Json;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function like(pattern: string, text: string, flags = ''): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}

const anyLike = (patterns: unknown, text: string, flags = ''): boolean =>
  listOf(patterns).some((pattern) => like(String(pattern), text, flags));

function ipNumber(text: string): number {
  return text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

function inBlock(block: string, address: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(ipNumber(base) / size) === Math.floor(ipNumber(address) / size);
}

const OPERATORS: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: (wanted, actual) => like(wanted, actual),
  ArnLike: (wanted, actual) => like(wanted, actual),
  Bool: (wanted, actual) => wanted === actual,
  NumericLessThan: (wanted, actual) => Number(actual) < Number(wanted),
  IpAddress: inBlock,
};

function operatorHolds(name: string, wanted: unknown, actual: string | undefined): boolean {
  const ifExists = name.endsWith('IfExists');
  const base = name.replace(/IfExists$/, '');
  const isNegated = base.includes('Not');
  if (actual === undefined) return ifExists || isNegated;
  const compare = OPERATORS[base.replace('Not', '')];
  const matches = listOf(wanted).some((value) => compare?.(String(value), actual) === true);
  return matches !== isNegated;
}

function conditionsHold(conditions: unknown, request: NaiveRequest): boolean {
  return Object.entries((conditions ?? {}) as Record<string, Record<string, unknown>>).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const own = Object.keys(request.context).find((name) => name.toLowerCase() === key.toLowerCase());
      return operatorHolds(operator, wanted, own === undefined ? undefined : request.context[own]);
    }),
  );
}

/** In an Allow the account only delegates to its identity policies. */
function principalMatches({ Principal: principal, Effect }: Json, request: NaiveRequest): boolean {
  if (principal === undefined || principal === '*') return true;
  return listOf((principal as Json)['AWS']).some((value) => {
    const account = [request.account, `arn:aws:iam::${request.account}:root`];
    const counts = Effect === 'Deny' || request.account !== request.resourceAccount ? account : [];
    return ['*', request.roleArn, request.principal, ...counts].includes(String(value));
  });
}

function applies(statement: Json, request: NaiveRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const action = Action === undefined ? !anyLike(NotAction, request.action, 'i') : anyLike(Action, request.action, 'i');
  const resource =
    Resource === undefined ? !anyLike(NotResource, request.resource) : anyLike(Resource, request.resource);
  return action && resource && principalMatches(statement, request) && conditionsHold(Condition, request);
}

function effectOf(policies: readonly Json[], request: NaiveRequest): 'Deny' | 'Allow' | 'none' {
  const statements = policies.flatMap((policy) => listOf(policy['Statement']) as Json[]);
  const matching = statements.filter((statement) => applies(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'Deny';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'Allow' : 'none';
}

const listed = <T>(list: readonly T[] | undefined): readonly T[] => list ?? [];
const present = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/** Whether the request is allowed: no Deny anywhere, and an Allow of every layer that must allow. */
export function naiveAllows(request: NaiveRequest, policies: NaivePolicies): boolean {
  const ask = (layer: readonly Json[]) => effectOf(layer, request);
  const endpoint = present(policies.vpcEndpoint).map((policy) => ask([policy]));
  const gates = [...listed(policies.scps).map(ask), ...endpoint];
  const limits = [...present(policies.boundary).map((policy) => ask([policy])), ...present(policies.session).map(ask)];
  const [own, granted] = [ask(policies.identity), ask(present(policies.resource))];
  const denied = [...gates, ...limits, ...listed(policies.rcps).map(ask), own, granted].includes('Deny');
  if (denied || gates.includes('none')) return false;
  const sides = [own === 'Allow' && !limits.includes('none'), granted === 'Allow'];
  return request.account === request.resourceAccount ? sides.includes(true) : !sides.includes(false);
}
