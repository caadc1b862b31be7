import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';

interface PageInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

interface PageSize {
  readonly normal: number;
  readonly max: number;
}

/** One page of a list of KMS. */
export interface KmsPage<T> {
  readonly items: readonly T[];
  readonly more: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/** Cuts a page out of a list; markers name the position behind the last entry. */
export function kmsPage<T>(all: readonly T[], input: PageInput, { normal, max }: PageSize): KmsPage<T> {
  refuseViolations({ Limit: input.Limit }, { Limit: { min: 1, max } }, 'ValidationException');
  const from = input.Marker === undefined ? 0 : positionOf(input.Marker);
  const to = from + (input.Limit ?? normal);
  const items = all.slice(from, to);
  if (to >= all.length) return { items, more: { Truncated: false } };
  return { items, more: { Truncated: true, NextMarker: Buffer.from(`kms:${String(to)}`).toString('base64') } };
}

function positionOf(marker: string): number {
  const match = /^kms:(\d{1,9})$/u.exec(Buffer.from(marker, 'base64').toString('utf8'));
  if (match !== null) return Number(match[1]);
  throw new AwsError('InvalidMarkerException', 'Could not deserialize marker.');
}
