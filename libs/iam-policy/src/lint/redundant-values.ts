import { quoted } from '../parse/findings.js';
import type { Work } from '../pattern/work.js';
import type { LintReport } from './lint-report.js';
import type { LintRuleId } from './lint-rules.js';
import { hasWildcard, type PlacedText } from './lint-subject.js';

export interface Redundancy {
  readonly id: LintRuleId;
  /** Whether the first value covers the second. */
  readonly covers: (wide: string, narrow: string, work: Work) => boolean;
  readonly report: LintReport;
}

/** Reports each value that an earlier equal one, or any wider one, makes redundant. */
export function reportCovered(texts: readonly PlacedText[], { id, covers, report }: Redundancy): void {
  if (texts.length < 2) return;
  const { work } = report;
  const seen = new Set<string>();
  const isDropped = new Set<number>();
  const wide = texts.flatMap(({ value }, index) => (hasWildcard(value) ? [index] : []));
  for (const [index, text] of texts.entries()) {
    if (!report.mayCompare(wide.length)) return;
    const by = seen.has(text.value) ? text.value : widerThan(text, index);
    seen.add(text.value);
    if (by === undefined) continue;
    isDropped.add(index);
    const message = `${quoted(by)} covers ${quoted(text.value)} already.`;
    report.add(id, text, { message, fix: { description: 'Remove this value.' } });
  }

  function widerThan({ value }: PlacedText, index: number): string | undefined {
    const found = wide.find((other) => {
      if (other === index || isDropped.has(other)) return false;
      const widest = texts[other]?.value ?? '';
      // Of two that cover each other the first stays.
      return covers(widest, value, work) && !(other > index && covers(value, widest, work));
    });
    return found === undefined ? undefined : texts[found]?.value;
  }
}
