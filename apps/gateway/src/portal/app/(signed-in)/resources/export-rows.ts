import { toProblem, type ApiProblem } from '../../../gateway-api/api-problem';
import { explainProblem } from '../../../gateway-api/reasons.rules';
import type { ResourceRow } from '../../../gateway-api/resources-api';
import { tableText, type TextFormat } from './table-text.rules';

export interface ExportOptions {
  readonly format: TextFormat;
  readonly load: (cursor: string | undefined, signal: AbortSignal) => Promise<ExportPage>;
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
  /** Waits between tries; given by tests. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

export interface ExportPage {
  readonly items: readonly ResourceRow[];
  readonly nextCursor?: string | undefined;
}

const MOST_TRIES = 6;
const FIRST_PAUSE_MILLISECONDS = 1_000;

/**
 * All rows of a list as one file. Each page is handed to the browser's store of blobs, which keeps much of it on disk,
 * before the next one is asked for: the page itself never holds more than one page of rows.
 */
export async function exportRows(options: ExportOptions): Promise<Blob> {
  const text = tableText(options.format);
  const parts: Blob[] = [new Blob([text.begin])];
  let cursor: string | undefined;
  let rows = 0;
  do {
    const page = await loadPatiently(cursor, options);
    parts.push(new Blob([text.page(page.items, rows === 0)]));
    rows += page.items.length;
    options.onProgress(rows);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return new Blob([...parts, text.end], { type: text.mediaType });
}

/** A gateway that is busy or restarting is asked again, a little later each time. */
async function loadPatiently(cursor: string | undefined, options: ExportOptions): Promise<ExportPage> {
  const { load, signal, pause = pauseFor } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      signal.throwIfAborted();
      return await load(cursor, signal);
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (signal.aborted || attempt >= MOST_TRIES || !mayPass(problem)) throw thrown;
      await pause(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1));
    }
  }
}

function mayPass(problem: ApiProblem): boolean {
  return problem.facts.reason !== 'PORTAL_FAILED' && explainProblem(problem.facts).worthRetrying;
}

function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
