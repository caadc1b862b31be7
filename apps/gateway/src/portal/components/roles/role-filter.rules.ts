/** One row of a list of roles, as far as filters look at it. */
export interface FilterableRole {
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly cliOnly: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of the OUs from the root; absent while the accounts are not loaded. */
  readonly ouPath?: string | undefined;
}

export const OPERATORS = ['!:', '!=', '^', '=', ':'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A condition: on one property, or on ARN and account, as the gateway searches, when no property is named. */
export interface RoleToken {
  /** `account`, `name`, `ou`, `cli-only`, `tag.<key>`; absent for free text. */
  readonly propertyKey?: string;
  readonly operator: Operator;
  readonly value: string;
}

export interface RoleFilter {
  readonly operation: 'and' | 'or';
  readonly tokens: readonly RoleToken[];
}

export const NO_FILTER: RoleFilter = { operation: 'and', tokens: [] };
export const TAG_PREFIX = 'tag.';

/** True when the role meets all conditions (or any one, for `or`); an empty filter meets every role. Case is ignored. */
export function matchesFilter(role: FilterableRole, filter: RoleFilter): boolean {
  if (filter.tokens.length === 0) return true;
  const meets = (token: RoleToken) => matchesToken(role, token);
  return filter.operation === 'and' ? filter.tokens.every(meets) : filter.tokens.some(meets);
}

function matchesToken(role: FilterableRole, { propertyKey, operator, value }: RoleToken): boolean {
  const texts = textsOf(role, propertyKey).map((text) => text.toLowerCase());
  const wanted = value.toLowerCase();
  switch (operator) {
    case ':':
      return texts.some((text) => text.includes(wanted));
    case '!:':
      return !texts.some((text) => text.includes(wanted));
    case '=':
      return texts.includes(wanted);
    case '!=':
      return !texts.includes(wanted);
    case '^':
      return texts.some((text) => text.startsWith(wanted));
  }
}

function textsOf(role: FilterableRole, propertyKey: string | undefined): readonly string[] {
  switch (propertyKey) {
    case undefined:
      return [role.roleArn, ...accountTexts(role)];
    case 'account':
      return accountTexts(role);
    case 'name':
      return [role.roleName];
    case 'ou':
      return role.ouPath === undefined ? [] : [role.ouPath];
    case 'cli-only':
      return [role.cliOnly ? 'yes' : 'no'];
    default:
      return tagTexts(role, propertyKey);
  }
}

function accountTexts({ accountId, accountName }: FilterableRole): readonly string[] {
  return accountName === null ? [accountId] : [accountName, accountId];
}

function tagTexts(role: FilterableRole, propertyKey: string): readonly string[] {
  const key = propertyKey.startsWith(TAG_PREFIX) ? propertyKey.slice(TAG_PREFIX.length) : propertyKey;
  const value = Object.hasOwn(role.tags, key) ? role.tags[key] : undefined;
  return value === undefined ? [] : [value];
}

/** What of a filter the gateway can apply itself: it gives back these rows or more, never fewer. */
export interface GatewayNarrowing {
  readonly search?: string;
  readonly accountId?: string;
  readonly includeCliOnly?: false;
}

/** Narrows the question for lists too long to load whole. Only conditions that must all hold can narrow it. */
export function narrowingOf(filter: RoleFilter): GatewayNarrowing {
  if (filter.operation === 'or' && filter.tokens.length > 1) return {};
  const positive = filter.tokens.filter(({ operator }) => operator === ':' || operator === '=' || operator === '^');
  const accountId = positive.find(
    ({ propertyKey, operator, value }) => propertyKey === 'account' && operator === '=' && /^\d{12}$/.test(value),
  )?.value;
  const searches = positive
    .filter(({ propertyKey }) => propertyKey === undefined || propertyKey === 'name' || propertyKey === 'account')
    .map(({ value }) => value)
    .filter((value) => value !== accountId && value.length > 0 && value.length <= 200);
  const search = searches.sort((one, other) => other.length - one.length)[0];
  const noCliOnly = positive.some(({ propertyKey, value }) => propertyKey === 'cli-only' && value === 'no');
  return {
    ...(search !== undefined && { search }),
    ...(accountId !== undefined && { accountId }),
    ...(noCliOnly && { includeCliOnly: false }),
  };
}
