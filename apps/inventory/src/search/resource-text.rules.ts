import { EQUALS_IN_KEY } from './grams.rules.js';
import type { IndexedResource } from './indexed-resource.js';

/**
 * The text by which a resource is found: its ARN, then one line for its name where the ARN does not hold that, for its
 * owner, and for each tag. What a line is of can be told by how it begins.
 */
export interface ResourceText {
  readonly text: string;
  /** In characters. */
  readonly arnLength: number;
  readonly nameAt: number;
  readonly nameLength: number;
}

const OWNER = '\u0002';
const NAME = '\u0003';
/** Lines are told apart by these, so nothing may hold them. */
const CONTROLS = /[\u0000-\u001f]/g;

export function textOf({ arn, name, owner, tags }: IndexedResource): ResourceText {
  const inArn = arn.lastIndexOf(name);
  const lines = [arn];
  if (inArn === -1) lines.push(NAME + plain(name));
  if (owner !== null) lines.push(OWNER + plain(owner));
  for (const [key, value] of Object.entries(tags)) lines.push(tagLine(key, value));
  return {
    text: `${lines.join('\n')}\n`,
    arnLength: arn.length,
    nameAt: inArn === -1 ? arn.length + 1 + NAME.length : inArn,
    nameLength: name.length,
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

function tagLine(key: string, value: string): string {
  return `${plain(key).replaceAll('=', EQUALS_IN_KEY)}=${plain(value)}`;
}

function plain(text: string): string {
  return text.replace(CONTROLS, ' ');
}
