const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long something took: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. Two units at most; below zero counts as none. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const largest = UNITS.findIndex(([, size]) => whole >= size);
  if (largest < 0) return `${whole} s`;
  const [unit, size] = UNITS[largest]!;
  const [smaller, smallerSize] = UNITS[largest + 1] ?? (['s', 1] as const);
  const rest = Math.floor((whole % size) / smallerSize);
  return `${Math.floor(whole / size)} ${unit}${rest > 0 ? ` ${rest} ${smaller}` : ''}`;
}
