import type { NormalizedSchema } from '@smithy/core/schema';

import { AwsError } from './aws-error.js';
import { UnreadableMember, readText } from './http-members.js';
import type { QueryTree } from './query-body.rules.js';

/** Parameters that every call may carry beside those of its operation. */
const ENVELOPE = new Set(['Action', 'Version', 'AWSAccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion']);
const SIGNING = /^(?:X-Amz-|Timestamp$|Expires$|SecurityToken$)/u;

type Branch = Readonly<Record<string, QueryTree>>;

/**
 * Reads an input of the EC2 query protocol: names are capitalised, and every list is flat (`Filter.1.Value.2`).
 * Parameters that the operation does not have are refused, as EC2 refuses them.
 */
export function readEc2Input(ns: NormalizedSchema, tree: Branch): Record<string, unknown> {
  const known = new Set<string>();
  const input: Record<string, unknown> = {};
  for (const [name, member] of ns.isUnitSchema() ? [] : ns.structIterator()) {
    const key = queryNameOf(name, member);
    known.add(key);
    const value = readValue(member, tree[key], key);
    if (value !== undefined) input[name] = value;
  }
  const unknown = Object.keys(tree).find((key) => !known.has(key) && !ENVELOPE.has(key) && !SIGNING.test(key));
  if (unknown === undefined) return input;
  throw new AwsError('UnknownParameter', `The parameter ${unknown} is not recognized`);
}

/** The name of a member on the wire: its own EC2 name, or the XML name with a capital. */
export function queryNameOf(name: string, member: NormalizedSchema): string {
  // The SDK passes on every trait of AWS's model; its types leave this one out.
  const traits = member.getMergedTraits() as { readonly xmlName?: string; readonly ec2QueryName?: string };
  if (traits.ec2QueryName !== undefined) return traits.ec2QueryName;
  const text = traits.xmlName ?? name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function readValue(member: NormalizedSchema, value: QueryTree | undefined, key: string): unknown {
  if (value === undefined) return undefined;
  if (member.isListSchema()) return readList(member, value, key);
  if (member.isStructSchema()) return readStructure(member, value, key);
  if (typeof value !== 'string') throw unreadable(key, 'a structure');
  try {
    return checked(member, readText(member, value), value);
  } catch (error) {
    if (error instanceof UnreadableMember) throw unreadable(key, value);
    throw error;
  }
}

function checked(member: NormalizedSchema, read: unknown, text: string): unknown {
  if (!member.isNumericSchema() || Number.isInteger(read)) return read;
  throw new UnreadableMember(text);
}

function readList(member: NormalizedSchema, value: QueryTree, key: string): readonly unknown[] {
  if (value === '') return [];
  if (!Array.isArray(value)) throw unreadable(key, typeof value === 'string' ? value : 'a structure');
  return value.map((each, index) => readValue(member.getValueSchema(), each, `${key}.${String(index + 1)}`));
}

function readStructure(member: NormalizedSchema, value: QueryTree, key: string): Record<string, unknown> {
  if (typeof value === 'string' || Array.isArray(value)) throw unreadable(key, 'a value');
  const read: Record<string, unknown> = {};
  for (const [name, child] of member.structIterator()) {
    const childKey = queryNameOf(name, child);
    const found = readValue(child, value[childKey], `${key}.${childKey}`);
    if (found !== undefined) read[name] = found;
  }
  return read;
}

function unreadable(key: string, value: string): AwsError {
  return new AwsError('InvalidParameterValue', `Value (${value}) for parameter ${key} is invalid.`);
}
