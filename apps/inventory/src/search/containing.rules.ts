/** The LIKE pattern for text that contains `part`; what LIKE gives a meaning to is taken literally. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
