'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { ApiProblem } from '../../gateway-api/api-problem';
import { explainProblem } from '../../gateway-api/reasons.rules';
import { VisibilityNote } from '../visibility/visibility';
import { TraceId } from './trace-id';

/** A failure in plain words: what happened, the way out, and the id to quote. */
export function ProblemAlert({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  const { title, what, next, worthRetrying } = explainProblem(problem.facts);
  const action = onRetry && worthRetrying ? <Button onClick={onRetry}>Try again</Button> : undefined;
  return (
    <div role="alert">
      <Alert type="error" header={title} action={action}>
        <Box variant="p" color="inherit">
          {what} {next}
        </Box>
        {problem.facts.code === 'not_found' && <VisibilityNote />}
        <FieldList problem={problem} />
        <TraceId traceId={problem.facts.traceId} />
      </Alert>
    </div>
  );
}

function FieldList({ problem }: { problem: ApiProblem }) {
  const { errors } = problem.facts;
  if (!errors || errors.length === 0) return null;
  return (
    <ul>
      {errors.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          <code>{field || 'request'}</code>: {message}
        </li>
      ))}
    </ul>
  );
}
