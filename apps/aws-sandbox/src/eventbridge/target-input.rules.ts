import type { BusEvent } from './event.js';
import { parsePath, valueAt } from './json-path.rules.js';

/** The part of a target that says what it gets. */
interface InputOfTarget {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | { readonly InputPathsMap?: Record<string, string> | undefined; readonly InputTemplate: string | undefined }
    | undefined;
}

interface RuleNames {
  readonly arn: string;
  readonly name: string;
}

/** What a target gets of an event: all of it, a part, a constant, or a text made of parts. */
export function targetInput(event: BusEvent, target: InputOfTarget, rule: RuleNames): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return textOf(valueAt(event, parsePath(target.InputPath) ?? []));
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate = '' } = target.InputTransformer;
  const values = new Map(
    Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, parsePath(path) ?? [])]),
  );
  return filled(InputTemplate, (name) =>
    name.startsWith('aws.events.') ? reserved(name, event, rule) : values.get(name),
  );
}

/** A part of an event that is missing is JSON's null. */
function textOf(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

function reserved(name: string, event: BusEvent, { arn, name: ruleName }: RuleNames): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return arn;
    case 'aws.events.rule-name':
      return ruleName;
    case 'aws.events.event.ingestion-time':
      return event.time;
    case 'aws.events.event':
    case 'aws.events.event.json':
      return event;
    default:
      return undefined;
  }
}

/** Puts values in place of `<name>`: inside quotation marks as text, elsewhere as JSON. */
function filled(template: string, valueOf: (name: string) => unknown): string {
  let text = '';
  let quoted = false;
  for (let index = 0; index < template.length; index++) {
    const character = template.charAt(index);
    const name = character === '<' ? /^<([A-Za-z0-9._-]+)>/u.exec(template.slice(index))?.[1] : undefined;
    if (name !== undefined) {
      text += quoted ? quotedText(valueOf(name)) : textOf(valueOf(name));
      index += name.length + 1;
    } else if (character === '\\') {
      text += character + template.charAt(++index);
    } else {
      if (character === '"') quoted = !quoted;
      text += character;
    }
  }
  return text;
}

function quotedText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
