import { EQUALS_IN_KEY } from './grams.rules.js';
import type { IndexedResource } from './indexed-resource.js';

/**
 * The text by which a resource is found: its ARN, then one line for its name where the ARN does not hold that, for its
 * owner, and for each tag, but for lines that are shared. What a line is of can be told by how it begins.
 */
export interface ResourceText {
  readonly text: string;
  /** In characters. */
  readonly arnLength: number;
  readonly nameAt: number;
  readonly nameLength: number;
  /** The numbers of the lines that it shares with others. */
  readonly shared: readonly number[];
}

/** Numbers a line that is shared, by the key of a tag and its value, or by `OWNER` and the owner. */
export type ShareLine = (key: string, value: string) => number | undefined;

/** How an owner's line begins, in place of the key of a tag. */
export const OWNER = '\u0002';
const NAME = '\u0003';
/** Lines are told apart by these, so nothing may hold them. */
const CONTROLS = /[\u0000-\u001f]/g;

export function textOf({ arn, name, owner, tags }: IndexedResource, share: ShareLine): ResourceText {
  const inArn = arn.lastIndexOf(name);
  const shared: number[] = [];
  let text = `${arn}\n`;
  const add = (key: string, value: string) => {
    const number = share(key, value);
    if (number === undefined) text += key === OWNER ? `${OWNER}${plain(value)}\n` : `${tagLine(key, value)}\n`;
    else shared.push(number);
  };
  if (inArn === -1) text += `${NAME}${plain(name)}\n`;
  if (owner !== null) add(OWNER, owner);
  for (const key in tags) add(key === OWNER ? plain(key) : key, tags[key] ?? '');
  return {
    text,
    arnLength: arn.length,
    nameAt: inArn === -1 ? arn.length + 1 + NAME.length : inArn,
    nameLength: name.length,
    shared,
  };
}

/** A part of the text that only a resource with this owner has. */
export function ownerPart(owner: string): string {
  return `\n${OWNER}${plain(owner)}\n`;
}

/** A part of the text that only a resource with this tag has; without a value, with any value. */
export function tagPart(key: string, value: string | undefined): string {
  return value === undefined ? `\n${tagLine(key, '')}` : `\n${tagLine(key, value)}\n`;
}

/** What a part asks for: the key as texts hold it, or `OWNER`, and the value unless any will do. */
export function lineOfPart(part: string): readonly [key: string, value: string | undefined] {
  if (part.startsWith(`\n${OWNER}`)) return [OWNER, part.slice(2, -1)];
  const end = part.indexOf('=');
  return [part.slice(1, end), part.endsWith('\n') ? part.slice(end + 1, -1) : undefined];
}

/** A key as texts hold it. */
export function storedKey(key: string): string {
  return plain(key).replaceAll('=', EQUALS_IN_KEY);
}

function tagLine(key: string, value: string): string {
  return `${storedKey(key)}=${plain(value)}`;
}

/** A value as texts hold it. */
export function plain(text: string): string {
  return text.replace(CONTROLS, ' ');
}
