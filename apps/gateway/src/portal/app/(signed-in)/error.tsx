'use client';
import { ProblemAlert } from '../../components/shell/problem-alert';
import { toProblem } from '../../gateway-api/api-problem';

/** A screen that failed by itself: the frame stays, so that one can go elsewhere. */
export default function ScreenFailed({ error, unstable_retry }: { error: Error; unstable_retry: () => void }) {
  return <ProblemAlert problem={toProblem(error)} onRetry={unstable_retry} />;
}
