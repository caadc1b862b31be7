'use client';
import { useEffect } from 'react';
import { ProblemAlert } from '../../components/shell/problem-alert';
import { toProblem } from '../../gateway-api/api-problem';

interface Props {
  readonly error: Error;
  readonly retry: () => void;
}

/** A screen that failed by itself: the frame stays, so that one can go elsewhere. */
export default function ScreenFailed({ error, retry }: Props) {
  const lacksScript = error.name === 'ChunkLoadError';
  useEffect(() => {
    if (lacksScript) reloadOnce();
  }, [lacksScript]);
  return <ProblemAlert problem={toProblem(error)} onRetry={lacksScript ? () => window.location.reload() : retry} />;
}

const KEY = 'gatehouse.loaded-anew-at';
const ONCE_PER_MILLISECONDS = 60_000;

/** A page from before an upgrade asks for scripts that are gone; the new page has others. */
function reloadOnce(): void {
  const before = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - before < ONCE_PER_MILLISECONDS) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  window.location.reload();
}
