'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { explainProblem } from '../../gateway-api/reasons.rules';
import { retryAfter } from '../../gateway-api/retry.rules';
import { useOutdatedReason } from '../../gateway-api/use-retry';

/** Says that what is on the screen could not be asked for again, while it stays there and until it could. */
export function OutdatedNotice() {
  const problem = useOutdatedReason();
  return (
    <div role="status">
      {problem && (
        <Box margin={{ bottom: 'm' }}>
          <Alert type="warning" header={explainProblem(problem.facts).title}>
            What you see is what was read before that.{' '}
            {retryAfter(problem.facts, 0) === null
              ? 'Load it again to try once more.'
              : 'It is asked for again by itself.'}
          </Alert>
        </Box>
      )}
    </div>
  );
}
