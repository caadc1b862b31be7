import type { RefusedCall } from '@gatehouse/plugin-sdk';
import type { SearchSettings } from './search-settings.js';

type Document = Readonly<Record<string, unknown>>;

const IDENTITY = /^arn:[^:]+:iam::\d{12}:(?:(?:role|user)\/.+|root)$/;

/** A document as a refused call; null when it does not say who was refused what, and when. */
export function refusedCallOf(document: Document, fields: SearchSettings['fields']): RefusedCall | null {
  const text = (path: string) => textAt(document, path);
  const at = timeOf(text(fields.time));
  const id = text(fields.id);
  const principalArn = principalOf(document, fields);
  const action = actionOf(document, fields);
  if (id === null || principalArn === null || action === null || at === null) return null;
  return {
    id: id.slice(0, 200),
    principalArn,
    sessionName: sessionOf(text(fields.userArn)),
    action: action.slice(0, 200),
    resourceArn: (text(fields.resourceArn) ?? '*').slice(0, 2_048),
    region: regionOf(text(fields.region)),
    errorCode: (text(fields.errorCode) ?? 'AccessDenied').slice(0, 200),
    errorMessage: (text(fields.errorMessage) ?? '').slice(0, 4_000),
    at,
  };
}

/** What is no name of a region is not known. */
function regionOf(text: string | null): string | null {
  return text !== null && text.length <= 40 && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text) ? text : null;
}

function timeOf(text: string | null): Date | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}

function principalOf(document: Document, { principalArn, userArn }: SearchSettings['fields']): string | null {
  const arn = textAt(document, principalArn) ?? textAt(document, userArn);
  return arn !== null && IDENTITY.test(arn) && arn.length <= 2_048 ? arn : null;
}

function actionOf(document: Document, { action, eventSource, eventName }: SearchSettings['fields']): string | null {
  const told = action === undefined ? null : textAt(document, action);
  if (told !== null) return told;
  const service = textAt(document, eventSource)?.split('.')[0];
  const name = textAt(document, eventName);
  return service === undefined || name === null ? null : `${service}:${name}`;
}

function sessionOf(arn: string | null): string | null {
  return arn?.includes(':assumed-role/') === true ? arn.slice(arn.lastIndexOf('/') + 1).slice(0, 64) : null;
}

/** Documents may write `a.b` as one key or as an object in another; of a list, the first counts. */
export function textAt(value: unknown, path: string): string | null {
  if (Array.isArray(value)) return value.length === 0 ? null : textAt(value[0], path);
  if (typeof value !== 'object' || value === null) return path === '' ? plain(value) : null;
  return path === '' ? null : memberAt(value, path);
}

/** What the longest key that begins the path leads to, or else a shorter one. */
function memberAt(value: object, path: string): string | null {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const key = parts.slice(0, length).join('.');
    if (!Object.hasOwn(value, key)) continue;
    const found = textAt((value as Document)[key], parts.slice(length).join('.'));
    if (found !== null) return found;
  }
  return null;
}

function plain(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
