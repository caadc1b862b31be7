import type { Catalogue } from '../catalogue/catalogue.js';
import { splitArn } from '../match/arn.js';
import { quoted } from '../parse/findings.js';
import { patternsMeet } from '../pattern/patterns-meet.js';
import { hasWildcard, type LintSubject, type PlacedText } from './lint-subject.js';
import { ArnForm, type ArnTemplate, templatesOf } from './arn-template.js';

/** Services whose ARNs are written with another prefix than their actions: they cannot be looked up by it. */
const UNLISTED = new Set(['execute-api', 'apigateway', 'cloudfront']);

/** Whether an ARN has the form that its service gives to some type of resource. */
export function checkArnForm(text: PlacedText, { report, options }: LintSubject): void {
  const templates = templatesFor(text.value, options.catalogue);
  if (templates.length === 0 || !report.mayCompare()) return;
  const pattern = new ArnForm(text.value);
  if (templates.some((template) => template.meets(pattern))) return;
  const [, , service = '', , , resource = ''] = splitArn(text.value);
  const form = templates.find((template) => template.meetsResource(resource));
  if (form) return reportForm(text, form, report);
  const message = `No resource of ${service} has an ARN like ${quoted(text.value)}.`;
  report.add('unknown-resource-type', text, { message });
}

function reportForm(text: PlacedText, form: ArnTemplate, report: LintSubject['report']): void {
  const [arn, partition, service = '', region = '', account = '', resource] = splitArn(text.value);
  const middle = [fitted(form, 3, region), fitted(form, 4, account)];
  const replacement = [arn, partition, service, ...middle, resource].join(':');
  const message = `The ARN of a ${service} ${form.name} looks like ${form.arn}.`;
  report.add('arn-form', text, { message, fix: { description: `Write ${replacement}`, replacement } });
}

/** None where the service is left open, or nothing is known of it. */
function templatesFor(arn: string, catalogue: Catalogue | undefined): readonly ArnTemplate[] {
  const service = splitArn(arn)[2] ?? '';
  const isOpen = hasWildcard(service) || service.includes('${') || UNLISTED.has(service);
  return catalogue && !isOpen ? templatesOf(service, catalogue) : [];
}

/** Empty where the form has nothing, any where it wants something and there is nothing. */
function fitted(form: ArnTemplate, part: 3 | 4, written: string): string {
  const wanted = form.steps[part] ?? [];
  if (wanted.length === 0) return '';
  return written === '' || !patternsMeet(form.stepsOf(written), wanted) ? '*' : written;
}
