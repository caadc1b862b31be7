import type { Catalogue, KnownAction } from '../catalogue/catalogue.js';
import { quoted } from '../parse/findings.js';
import { ArnForm, typesOf } from './arn-template.js';
import { actionTexts, type LintSubject, type PlacedText, resourceTexts } from './lint-subject.js';

/** `*`, or stars only: what a request without a resource names. */
const isEverything = (value: string): boolean => /^\*+$/.test(value);

/** Whether the actions of a statement work on its resources, and the other way round. */
export function checkFit(subject: LintSubject): void {
  const { catalogue } = subject.options;
  if (!catalogue || !namesBoth(subject)) return;
  const resources = resourceTexts(subject);
  const actions = actionTexts(subject);
  if (resources.length === 0 || actions.some(({ value }) => value === '*')) return;
  const fit = new Fit(catalogue, subject.report);
  for (const action of actions) checkAction(action, resources, { subject, fit });
  for (const resource of resources) checkResource(resource, actions, { subject, fit });
}

/** Neither NotAction nor NotResource: what those leave open fits something. */
function namesBoth({ statement }: LintSubject): boolean {
  return statement.action?.negated === false && statement.resource?.negated === false;
}

interface Checking {
  readonly subject: LintSubject;
  readonly fit: Fit;
}

function checkAction(action: PlacedText, resources: readonly PlacedText[], { subject, fit }: Checking): void {
  const known = fit.actionsOf(action.value);
  const { report } = subject;
  if (known.length === 0 || resources.some(({ value }) => fit.fits(action.value, value))) return;
  if (known.every(({ resourceTypes }) => resourceTypes.length === 0)) {
    const message = `${quoted(action.value)} names no resource, so it works with "*" only.`;
    const fix = { description: 'Move it to a statement of its own with "Resource": "*".' };
    report.add('needs-every-resource', action, { message, fix });
    return;
  }
  const wanted = [...new Set(known.flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)))].slice(0, 5);
  const message = `${quoted(action.value)} works on none of the resources here. It works on: ${wanted.join(', ')}.`;
  report.add('action-without-resource', action, { message });
}

function checkResource(resource: PlacedText, actions: readonly PlacedText[], { subject, fit }: Checking): void {
  if (actions.some(({ value }) => fit.actionsOf(value).length === 0 || fit.fits(value, resource.value))) return;
  const message = `None of the actions here works on ${quoted(resource.value)}.`;
  subject.report.add('resource-without-action', resource, { message, fix: { description: 'Remove this resource.' } });
}

/** Remembers which action patterns fit which resource patterns, within one statement. */
class Fit {
  readonly #catalogue: Catalogue;
  readonly #report: LintSubject['report'];
  readonly #actions = new Map<string, readonly KnownAction[]>();
  readonly #wanted = new Map<string, ReadonlySet<string>>();
  readonly #forms = new Map<string, ArnForm>();
  readonly #types = new Map<string, boolean>();

  constructor(catalogue: Catalogue, report: LintSubject['report']) {
    this.#catalogue = catalogue;
    this.#report = report;
  }

  /** None for what is not known, and when the budget is used up: then nothing is said. */
  actionsOf(pattern: string): readonly KnownAction[] {
    const found = this.#actions.get(pattern);
    if (found) return found;
    const actions = this.#report.mayCompare() ? this.#catalogue.matching(pattern) : [];
    this.#actions.set(pattern, actions);
    return actions;
  }

  /** Whether some action that the pattern matches works on some resource that the other pattern matches. */
  fits(action: string, resource: string): boolean {
    if (isEverything(resource)) return true;
    for (const name of this.#typesOf(action)) if (this.#meets(name, resource)) return true;
    return false;
  }

  /** `service:type` of what the actions work on. */
  #typesOf(action: string): ReadonlySet<string> {
    const found = this.#wanted.get(action);
    if (found) return found;
    const types = this.actionsOf(action).flatMap(({ service, resourceTypes }) =>
      resourceTypes.map(({ name }) => `${service}:${name}`),
    );
    const wanted = new Set(types);
    this.#wanted.set(action, wanted);
    return wanted;
  }

  #formOf(resource: string): ArnForm {
    const form = this.#forms.get(resource) ?? new ArnForm(resource);
    this.#forms.set(resource, form);
    return form;
  }

  #meets(type: string, resource: string): boolean {
    const key = `${type} ${resource}`;
    const found = this.#types.get(key);
    if (found !== undefined) return found;
    const [service = '', name = ''] = type.split(':');
    const template = typesOf(service, this.#catalogue).find((each) => each.name === name);
    const meets = template === undefined || !this.#report.mayCompare() || template.meets(this.#formOf(resource));
    this.#types.set(key, meets);
    return meets;
  }
}
