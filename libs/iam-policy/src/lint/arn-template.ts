import type { Catalogue, CatalogueResourceType } from '../catalogue/catalogue.js';
import { splitArn } from '../match/arn.js';
import {
  type PatternSteps,
  type PlaceholderReading,
  patternsMeet,
  stepsOf,
  stepsOfTemplate,
} from '../pattern/patterns-meet.js';

/** Names that hold no slash, so that a bucket is told from an object. Others may hold paths. */
const WITHOUT_SLASH = new Set(['BucketName']);

/** Region and account are there or not, never in between. */
const FILLED = new Set(['Region', 'Account']);

function readingOf(placeholder: string): PlaceholderReading {
  if (FILLED.has(placeholder)) return 'filled';
  return WITHOUT_SLASH.has(placeholder) ? 'segment' : 'any';
}

/** A pattern of a Resource element, taken apart once. */
export class ArnForm {
  readonly texts: readonly string[];
  readonly hasOpenService: boolean;
  #steps: readonly PatternSteps[] | undefined;

  constructor(pattern: string) {
    this.texts = splitArn(withoutVariables(pattern));
    this.hasOpenService = /[*?]/.test(this.texts[2] ?? '*');
  }

  /** Part by part. */
  get steps(): readonly PatternSteps[] {
    this.#steps ??= this.texts.map(stepsOf);
    return this.#steps;
  }
}

const ANY_TEXT = stepsOf('*')[0];

/** One star alone: what meets it need not be looked at. */
function isAny(steps: PatternSteps | undefined): boolean {
  return steps?.length === 1 && steps[0] === ANY_TEXT;
}

/** The form of the ARNs of one type of resource. */
export class ArnTemplate {
  readonly name: string;
  readonly arn: string;
  readonly conditionKeys: readonly string[];
  /** Part by part. */
  readonly steps: readonly PatternSteps[];
  readonly #service: string;

  constructor({ name, arn, conditionKeys }: CatalogueResourceType) {
    const parts = splitArn(arn);
    this.name = name;
    this.arn = arn;
    this.conditionKeys = conditionKeys;
    this.#service = parts[2] ?? '';
    this.steps = parts.map((part) => stepsOfTemplate(part, readingOf));
  }

  get service(): string {
    return this.#service;
  }

  /** Whether some resource of the type matches a pattern of a Resource element. Variables may stand for anything. */
  meets(pattern: ArnForm): boolean {
    const { texts } = pattern;
    if (texts.length < 6)
      return patternsMeet(
        stepsOf(texts.join(':')),
        stepsOfTemplate(this.arn, () => 'any'),
      );
    if (!pattern.hasOpenService && texts[2] !== this.#service && !this.#service.includes('${')) return false;
    return pattern.steps.every(
      (part, index) => isAny(this.steps[index]) || patternsMeet(part, this.steps[index] ?? []),
    );
  }

  /** The same for the last part alone. */
  meetsResource(resource: string): boolean {
    return patternsMeet(stepsOf(withoutVariables(resource)), this.steps[5] ?? []);
  }

  stepsOf(part: string): PatternSteps {
    return stepsOf(withoutVariables(part));
  }
}

/** `*` for each variable; escapes stay what they stand for. */
function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{([^}]*)\}/g, (_, inside: string) => (inside === '$' ? '$' : inside === '?' ? '?' : '*'));
}

const TEMPLATES = new WeakMap<Catalogue, Map<string, readonly ArnTemplate[]>>();

function known(catalogue: Catalogue, key: string, make: () => readonly ArnTemplate[]): readonly ArnTemplate[] {
  const byKey = TEMPLATES.get(catalogue) ?? new Map<string, readonly ArnTemplate[]>();
  TEMPLATES.set(catalogue, byKey);
  const found = byKey.get(key) ?? make();
  byKey.set(key, found);
  return found;
}

/** Types of resources of a service, by the prefix of its actions. */
export function typesOf(prefix: string, catalogue: Catalogue): readonly ArnTemplate[] {
  return known(catalogue, `types of ${prefix}`, () =>
    (catalogue.service(prefix)?.resourceTypes ?? []).map((type) => new ArnTemplate(type)),
  );
}

/** Types of resources whose ARNs name a service: its own, and those that others keep under its name. */
export function templatesOf(service: string, catalogue: Catalogue): readonly ArnTemplate[] {
  return known(catalogue, `arns of ${service}`, () =>
    catalogue.servicePrefixes
      .flatMap((prefix) => typesOf(prefix, catalogue))
      .filter((type) => type.service === service || type.service.includes('${')),
  );
}
