import type { SourceRange } from './ast.js';
import type { Finding, FindingSeverity } from './finding.js';

/** After so many, further findings are only counted: a hostile document must not cost memory. */
const MAX_FINDINGS = 200;

const START: SourceRange = { offset: 0, length: 0, line: 1, column: 1 };

export interface Place {
  readonly path: string;
  readonly range: SourceRange;
}

/** Collects what a reader has to say about one document. */
export class Findings {
  private readonly list: Finding[] = [];
  private omitted = 0;
  private breaking = false;

  /** AWS would refuse the document because of this. */
  breaks(id: string, message: string, place: Place): void {
    this.breaking = true;
    this.add({ id, severity: 'error', message, path: place.path, range: place.range, breaks: true });
  }

  notes(severity: FindingSeverity, id: string, note: Place & { readonly message: string }): void {
    this.add({ id, severity, message: note.message, path: note.path, range: note.range });
  }

  get isBroken(): boolean {
    return this.breaking;
  }

  all(): Finding[] {
    if (this.omitted === 0) return this.list;
    const message = `${String(this.omitted)} more findings are left out; settle these first.`;
    return [...this.list, { id: 'findings-omitted', severity: 'warning', message, path: '', range: START }];
  }

  private add(finding: Finding): void {
    if (this.list.length < MAX_FINDINGS) this.list.push(finding);
    else this.omitted++;
  }
}

/** A piece of the document for a message: bounded, and without control characters. */
export function quoted(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(short);
}
