import type { MessageAttribute } from '../sqs/sqs-state.js';
import type { ValuesAt } from './filter-policy.rules.js';

/** The values of message attributes as filter policies see them: numbers as numbers, lists item by item. */
export function messageValues(attributes: ReadonlyMap<string, MessageAttribute>): ValuesAt {
  return (path) => {
    const attribute = attributes.get(path.join('.'));
    return attribute === undefined ? [] : valuesOf(attribute);
  };
}

/** Bytes cannot be filtered by. */
function valuesOf({ dataType, stringValue = '' }: MessageAttribute): readonly unknown[] {
  if (dataType.startsWith('Binary')) return [];
  if (dataType.startsWith('Number')) return [Number(stringValue)];
  if (dataType !== 'String.Array') return [stringValue];
  try {
    const value: unknown = JSON.parse(stringValue);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [stringValue];
  }
}
