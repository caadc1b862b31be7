import { type Truth, YES } from '../match/truth.js';

/** A page of those who can, by their numbers. */
export class FoundPage {
  readonly rows: { readonly at: number; readonly isConditional: boolean }[] = [];
  count = 0;
  conditionalCount = 0;
  /** The first behind the page. */
  next: number | undefined;

  constructor(
    private readonly limit: number,
    private readonly from: number,
  ) {}

  /** Counts everybody, and keeps the rows of the page. */
  add(at: number, verdict: Truth): void {
    if (verdict === YES) this.count++;
    else this.conditionalCount++;
    if (at < this.from) return;
    if (this.rows.length < this.limit) this.rows.push({ at, isConditional: verdict !== YES });
    else this.next ??= at;
  }
}
