/** Short names that are written in capitals. */
const CAPITALS = /^(?:(?:acl|arn|id|ip|url|vpc)(s?)|aws|dns|kms|mfa|sns|sqs|sse|ssl|tls)$/;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** `maxSessionSeconds` as people write it: `Max session seconds`; `vpcId` is `VPC ID`. */
export function settingLabel(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .split(/[\s_-]+/)
    .map((word) => capitalsOf(word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function capitalsOf(word: string): string {
  const [found, plural = ''] = CAPITALS.exec(word) ?? [];
  return found === undefined ? word : found.slice(0, found.length - plural.length).toUpperCase() + plural;
}

/** A setting for reading: times as they are here, lists one to a line, parts with their names. */
export function settingText(value: unknown): string {
  if (isRecord(value))
    return linesOf(Object.entries(value).map(([name, part]) => `${settingLabel(name)}: ${short(part)}`));
  return Array.isArray(value) ? linesOf(value.map(short)) : scalarText(value);
}

function linesOf(lines: readonly string[]): string {
  return lines.length === 0 ? 'None' : lines.join('\n');
}

function short(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : scalarText(value);
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = String(value);
  return INSTANT.test(text) ? new Date(text).toLocaleString() : text;
}

/** The same text for the same value, whatever order its keys are in: what a comparison needs. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part), 2);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
