/** One line of two texts compared. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Lines that belong together, and how many unchanged ones were left out before them. */
export interface DiffHunk {
  readonly skipped: number;
  readonly lines: readonly DiffLine[];
}

/** Pairs of lines compared at most; what differs by more is shown as all removed and all added. */
const MOST_PAIRS = 4_000_000;
const CONTEXT_LINES = 3;

/**
 * What changed from one text to the other, line by line; the longest common sequence of lines stays. A comma at the end
 * of a line is no change: in JSON it only says that another line follows.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < young.length && isSame(old[head], young[head])) head += 1;
  let tail = 0;
  const shorter = Math.min(old.length, young.length) - head;
  while (tail < shorter && isSame(old.at(-1 - tail), young.at(-1 - tail))) tail += 1;
  return [
    ...lines('same', young.slice(0, head)),
    ...between(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...lines('same', young.slice(young.length - tail)),
  ];
}

function between(old: readonly string[], young: readonly string[]): DiffLine[] {
  if (old.length * young.length > MOST_PAIRS) return [...lines('removed', old), ...lines('added', young)];
  const common = commonLengths(old, young);
  const width = young.length + 1;
  const out: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < young.length) {
    if (isSame(old[i], young[j])) {
      out.push({ kind: 'same', text: young[j]! });
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      out.push({ kind: 'removed', text: old[i]! });
      i += 1;
    } else {
      out.push({ kind: 'added', text: young[j]! });
      j += 1;
    }
  }
  return [...out, ...lines('removed', old.slice(i)), ...lines('added', young.slice(j))];
}

/** For each pair of places, how many lines the rests have in common. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint32Array {
  const width = young.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      common[here] = isSame(old[i], young[j])
        ? common[here + width + 1]! + 1
        : Math.max(common[here + width]!, common[here + 1]!);
    }
  }
  return common;
}

/** Only what changed and a few lines around it. Nothing changed: no hunk. */
export function hunksOf(diff: readonly DiffLine[]): DiffHunk[] {
  const hunks: { skipped: number; lines: DiffLine[] }[] = [];
  let end = 0;
  diff.forEach((line, index) => {
    if (line.kind === 'same') return;
    const start = Math.max(end, index - CONTEXT_LINES);
    const isNew = hunks.length === 0 || start > end;
    if (isNew) hunks.push({ skipped: start - end, lines: [] });
    const stop = Math.min(diff.length, index + CONTEXT_LINES + 1);
    hunks.at(-1)!.lines.push(...diff.slice(isNew ? start : end, Math.max(stop, end)));
    end = Math.max(stop, end);
  });
  return hunks;
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && withoutComma(one) === withoutComma(other));
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function lines(kind: DiffLine['kind'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}
