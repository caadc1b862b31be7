import { asciiLowerCase } from '../match/ascii.js';
import { compileActionPattern } from '../match/action.js';

/** How AWS classes an action. Source: Service Authorization Reference, "Access levels in policy summaries". */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** One action of a service, as the Service Authorization Reference lists it. */
export interface CatalogueAction {
  /** `GetObject`. */
  readonly name: string;
  readonly accessLevels: readonly AccessLevel[];
  /** Types of resources that a statement can name for it; empty when only `*` works. */
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

export interface CatalogueResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

export interface CatalogueConditionKey {
  /** May hold a placeholder: `s3:ExistingObjectTag/<key>`. */
  readonly key: string;
  /** `String`, `ArrayOfString`, `ARN`, `Bool`, `Date`, `IPAddress`, `Numeric`, … */
  readonly type: string;
}

export interface CatalogueService {
  /** Lower case, as in actions: `s3`. */
  readonly prefix: string;
  readonly actions: readonly CatalogueAction[];
  readonly resourceTypes: readonly CatalogueResourceType[];
  readonly conditionKeys: readonly CatalogueConditionKey[];
}

/** Plain data, so that a browser can be sent the services that it needs. */
export interface CatalogueData {
  readonly services: readonly CatalogueService[];
  readonly globalConditionKeys: readonly CatalogueConditionKey[];
}

/** An action of the catalogue together with its service. */
export interface KnownAction extends CatalogueAction {
  /** `s3:GetObject`. */
  readonly fullName: string;
  readonly service: string;
}

/** People ask for the same patterns again and again; hostile documents must not fill the memory. */
const MAX_REMEMBERED_PATTERNS = 500;
const MAX_REMEMBERED_LENGTH = 200;

/** What AWS's services offer, looked up ignoring case. Immutable. */
export class Catalogue {
  readonly globalConditionKeys: readonly CatalogueConditionKey[];
  readonly #services: ReadonlyMap<string, CatalogueService>;
  readonly #actions = new Map<string, readonly KnownAction[]>();
  readonly #lowerCased = new Map<string, readonly string[]>();
  readonly #matching = new Map<string, readonly KnownAction[]>();
  readonly #byName = new Map<string, ReadonlyMap<string, KnownAction>>();

  constructor(data: CatalogueData) {
    this.globalConditionKeys = data.globalConditionKeys;
    this.#services = new Map(data.services.map((service) => [asciiLowerCase(service.prefix), service]));
  }

  get servicePrefixes(): readonly string[] {
    return [...this.#services.keys()];
  }

  service(prefix: string): CatalogueService | undefined {
    return this.#services.get(asciiLowerCase(prefix));
  }

  /** Sorted by name; empty for a service that the catalogue does not know. */
  actionsOf(prefix: string): readonly KnownAction[] {
    const key = asciiLowerCase(prefix);
    const known = this.#actions.get(key);
    if (known) return known;
    const service = this.#services.get(key);
    const actions = (service?.actions ?? [])
      .map((action) => ({ ...action, service: key, fullName: `${key}:${action.name}` }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    if (service) this.#actions.set(key, actions);
    return actions;
  }

  /** The action of that name, in any case. */
  action(fullName: string): KnownAction | undefined {
    const lower = asciiLowerCase(fullName);
    const [prefix = ''] = lower.split(':');
    const known = this.#byName.get(prefix) ?? this.#indexOf(prefix);
    return known.get(lower);
  }

  /** Every action that an Action pattern matches, sorted by service and name. */
  matching(pattern: string): readonly KnownAction[] {
    const lower = asciiLowerCase(pattern);
    const known = this.#matching.get(lower);
    if (known) return known;
    const compiled = compileActionPattern(lower);
    const prefixes = compiled.service === undefined ? this.servicePrefixes : [compiled.service];
    const found = [...prefixes].sort().flatMap((prefix) => {
      const names = this.#lowerCasedNamesOf(prefix);
      return this.actionsOf(prefix).filter((_, index) => compiled.matchesLowerCased(names[index] ?? ''));
    });
    if (this.#matching.size >= MAX_REMEMBERED_PATTERNS) this.#matching.clear();
    if (pattern.length <= MAX_REMEMBERED_LENGTH) this.#matching.set(lower, found);
    return found;
  }

  /** Of the actions of a service, in their order. */
  #lowerCasedNamesOf(prefix: string): readonly string[] {
    const known = this.#lowerCased.get(prefix);
    if (known) return known;
    const names = this.actionsOf(prefix).map(({ fullName }) => asciiLowerCase(fullName));
    if (names.length > 0) this.#lowerCased.set(prefix, names);
    return names;
  }

  #indexOf(prefix: string): ReadonlyMap<string, KnownAction> {
    const index = new Map(this.actionsOf(prefix).map((action) => [asciiLowerCase(action.fullName), action]));
    if (index.size > 0) this.#byName.set(prefix, index);
    return index;
  }
}
