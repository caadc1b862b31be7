import { AwsError } from '../protocol/aws-error.js';

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** One range of RFC 9110; undefined for forms S3 ignores, its error for a range behind the end. */
export function readRange(header: string, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header.trim());
  if (match === null || match[0] === 'bytes=-') return undefined;
  const [from, to] = match.slice(1) as [string, string];
  const range = from === '' ? suffix(Number(to), size) : { first: Number(from), last: lastOf(to, size) };
  if (range.first < size && range.first <= range.last) return range;
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
    status: 416,
    details: { RangeRequested: header, ActualObjectSize: String(size) },
  });
}

function suffix(length: number, size: number): ByteRange {
  return { first: length === 0 ? size : Math.max(0, size - length), last: size - 1 };
}

function lastOf(to: string, size: number): number {
  return to === '' ? size - 1 : Math.min(Number(to), size - 1);
}
