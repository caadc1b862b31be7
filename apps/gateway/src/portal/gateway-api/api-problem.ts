/** One field that the gateway found wrong, with what to change. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface ApiProblemFacts {
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly message: string;
  readonly traceId?: string | undefined;
  readonly errors?: readonly FieldProblem[] | undefined;
  /** Facts for programs, e.g. the roles that match. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A refusal of the gateway (problem+json), or one of our own when no readable answer came. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(readonly facts: ApiProblemFacts) {
    super(`${facts.code}/${facts.reason}: ${facts.message}`);
  }
}

/** Makes a problem of whatever was thrown; a bug in this code becomes one too, so that no screen stays blank. */
export function toProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  const message = thrown instanceof Error ? thrown.message : 'Something that is not an error was thrown.';
  return new ApiProblem({ status: 0, code: 'internal', reason: 'PORTAL_FAILED', message });
}

/** The problem of an answer that failed again: the one that is shown already, where it would read the same. */
export function problemAgain(before: ApiProblem | undefined, thrown: unknown): ApiProblem {
  const problem = toProblem(thrown);
  return before?.facts.reason === problem.facts.reason ? before : problem;
}
