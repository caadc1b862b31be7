import { platformFailure, type ContractFailure } from '@gatehouse/contracts';
import { findJsonError } from './json-error.rules.js';

/** Parses the body of a request. An empty one is none. Throws `REQUEST_INVALID` that says where it stops being JSON. */
export function parseJsonBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  let body: unknown;
  try {
    body = SUSPICIOUS.test(text) ? JSON.parse(text, refuseSpecialNames) : JSON.parse(text);
  } catch (error) {
    throw error instanceof SpecialName ? specialName(error.field) : notJson(text);
  }
  return body;
}

/** Spelt out or with escapes; only then is every name looked at, which costs. */
const SUSPICIOUS = /__proto__|\\u00/;

class SpecialName extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}

/** Such names mean something else to JavaScript than to whoever sent them. */
function refuseSpecialNames(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SpecialName(key);
  return value;
}

function specialName(field: string): ContractFailure {
  return platformFailure('REQUEST_INVALID', `The body has a field that is never accepted: ${field}.`, {
    details: { fields: [{ field, message: 'This name is not accepted anywhere; remove it.' }] },
  });
}

function notJson(text: string): ContractFailure {
  const position = findJsonError(text) ?? text.length;
  const before = text.slice(0, position).split('\n');
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1];
  const where = position === text.length ? 'it ends too early, at' : 'it stops being JSON at';
  return platformFailure('REQUEST_INVALID', `The body is not JSON: ${where} line ${line}, column ${column}.`, {
    details: { position, line, column },
  });
}
