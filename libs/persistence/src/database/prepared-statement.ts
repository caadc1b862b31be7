import type { QueryConfig } from 'pg';

const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once. Its text must be one of a few: values go into parameters, and
 * lists of them into one.
 */
export function preparedStatement(text: string, values: readonly unknown[]): QueryConfig {
  const name = names.get(text) ?? `gatehouse_${names.size + 1}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}
