/** How what travels is compressed. */
export type Encoding = 'br' | 'gzip';

/** The best encoding that the header allows (RFC 9110, 12.5.3); null when it allows none of ours. */
export function encodingOf(accepted: string | string[] | undefined): Encoding | null {
  const words = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name);
  if (words.includes('br')) return 'br';
  return words.includes('gzip') ? 'gzip' : null;
}
