/** One line of the table: what was measured, what is asked for, and what the naive way takes. */
export interface Measurement {
  readonly name: string;
  readonly figure: number;
  readonly bar: number;
  /** Whether the figure must be at least or at most the bar. */
  readonly wants: 'at-least' | 'at-most';
  readonly unit: string;
  readonly baseline: number | undefined;
}

export const isMet = ({ figure, bar, wants }: Measurement): boolean =>
  wants === 'at-least' ? figure >= bar : figure <= bar;

const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

/** The table as text, and how many bars are missed. */
export function report(measurements: readonly Measurement[]): { text: string; missed: number } {
  const rows = measurements.map((one) => [
    one.name,
    `${shown(one.figure)} ${one.unit}`,
    `${one.wants === 'at-least' ? '>=' : '<='} ${shown(one.bar)} ${one.unit}`,
    one.baseline === undefined ? '-' : `${shown(one.baseline)} ${one.unit}`,
    isMet(one) ? 'ok' : 'short',
  ]);
  const table = [['what', 'figure', 'bar', 'baseline', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const text = table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  return { text, missed: measurements.filter((one) => !isMet(one)).length };
}

/** Milliseconds this process has kept a core busy: on a loaded machine the clock on the wall says something else. */
export function busyMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs per second of one core, the best of several rounds. */
export function perSecond(run: (index: number) => void, milliseconds: number): number {
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const start = busyMilliseconds();
    let count = 0;
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (let index = 0; index < 200; index++) run(count + index);
      count += 200;
      elapsed = busyMilliseconds() - start;
    }
    best = Math.max(best, (count / elapsed) * 1000);
  }
  return best;
}

/** Milliseconds that the fastest of several runs kept a core busy, after one to warm up. */
export function bestOf(runs: number, run: () => unknown): number {
  run();
  let best = Infinity;
  for (let round = 0; round < runs; round++) {
    const start = busyMilliseconds();
    run();
    best = Math.min(best, busyMilliseconds() - start);
  }
  return best;
}
