import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

import { type WireRequest, headerValue } from './wire.js';

/** Timestamps outside of bodies are dates in words: RFC 3339 in queries and labels, RFC 7231 in headers. */
const SETTINGS = { timestampFormat: { useTrait: true, default: 5 }, httpBindings: true } as const;

/** Where a member of an input or output travels. */
export type MemberPlace = 'label' | 'query' | 'headers' | 'payload' | 'status' | 'body';

/** A value that is not of its member's type. */
export class UnreadableMember extends Error {
  constructor(readonly member: string) {
    super(`the value of ${member} is not of its type`);
    this.name = 'UnreadableMember';
  }
}

/** The place that a member's traits name. */
export function placeOf(member: NormalizedSchema): MemberPlace {
  const traits = member.getMergedTraits();
  if (traits.httpLabel) return 'label';
  if (traits.httpQuery !== undefined || traits.httpQueryParams !== undefined) return 'query';
  if (traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined) return 'headers';
  if (traits.httpPayload) return 'payload';
  return traits.httpResponseCode ? 'status' : 'body';
}

/** One value in words, as labels, queries and headers carry it. */
export function readText(member: NormalizedSchema, text: string): unknown {
  if (member.isBooleanSchema() && !/^(?:true|false)$/iu.test(text)) throw new UnreadableMember(member.getMemberName());
  if (member.isNumericSchema() && text.trim() === '') throw new UnreadableMember(member.getMemberName());
  try {
    return new FromStringShapeDeserializer(SETTINGS).read(member, text) as unknown;
  } catch {
    throw new UnreadableMember(member.getMemberName());
  }
}

/** A member bound to the query: one value, a repeated one as a list, or every parameter as a map. */
export function readQuery(member: NormalizedSchema, request: Pick<WireRequest, 'query'>): unknown {
  const { httpQuery } = member.getMergedTraits();
  if (httpQuery === undefined) return Object.fromEntries(request.query);
  const given = request.query.filter(([name]) => name === httpQuery).map(([, value]) => value);
  if (given.length === 0) return undefined;
  if (!member.isListSchema()) return readText(member, given[0] ?? '');
  return given.map((value) => readText(member.getValueSchema(), value));
}

/** A member bound to a header, or to all headers with a prefix. */
export function readHeader(member: NormalizedSchema, request: Pick<WireRequest, 'headers'>): unknown {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (typeof httpPrefixHeaders === 'string') return prefixed(request, httpPrefixHeaders.toLowerCase());
  const text = headerValue(request, (httpHeader ?? '').toLowerCase());
  return text === undefined ? undefined : readText(member, text);
}

function prefixed(request: Pick<WireRequest, 'headers'>, prefix: string): Record<string, string> | undefined {
  const found = Object.keys(request.headers)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), headerValue(request, name) ?? ''] as const);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The headers that an output's member becomes. */
export function headersOf(member: NormalizedSchema, value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (typeof httpPrefixHeaders === 'string') {
    const entries = Object.entries(value as Record<string, string>);
    return Object.fromEntries(entries.map(([name, text]) => [(httpPrefixHeaders + name).toLowerCase(), text]));
  }
  const writer = new ToStringShapeSerializer(SETTINGS);
  writer.write(member, value);
  return { [(httpHeader ?? '').toLowerCase()]: writer.flush() };
}
