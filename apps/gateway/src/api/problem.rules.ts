import { FieldIssue, HTTP_STATUS_OF, type Failure, type FailureCode } from '@gatehouse/contracts';

/** A failure over HTTP: RFC 9457 problem details, with what programs need beside it. */
export interface Problem {
  /** `urn:gatehouse:problem:<reason>`: names the kind of problem; stable. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: FailureCode;
  readonly reason: string;
  /** For people; may change. */
  readonly message: string;
  readonly details?: Record<string, unknown>;
  readonly traceId: string;
  /** What is wrong field by field, when the request was. */
  readonly errors?: readonly FieldIssue[];
}

const TITLES: Record<FailureCode, string> = {
  invalid_argument: 'The request is not right',
  unauthenticated: 'Not signed in',
  permission_denied: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with something else',
  failed_precondition: 'Not possible now',
  resource_exhausted: 'Too many requests',
  internal: 'Something went wrong here',
  unavailable: 'Not available for the moment',
  deadline_exceeded: 'It took too long',
};

/** Reasons of the edge itself whose HTTP status is more exact than that of their code. */
const EXACT_STATUS: Readonly<Record<string, number>> = {
  BODY_TOO_LARGE: 413,
  URL_TOO_LONG: 414,
  CONTENT_TYPE_NOT_SUPPORTED: 415,
};

const Issues = FieldIssue.array().max(1_000);

/** The status a failure is answered with. */
export function statusOf(failure: Failure): number {
  const exact = failure.code === 'invalid_argument' ? EXACT_STATUS[failure.reason] : undefined;
  return exact ?? HTTP_STATUS_OF[failure.code];
}

/** The body a failure is answered with. */
export function problemOf(failure: Failure, traceId: string): Problem {
  const { issues, details } = splitDetails(failure.details);
  return {
    type: `urn:gatehouse:problem:${failure.reason}`,
    title: TITLES[failure.code],
    status: statusOf(failure),
    code: failure.code,
    reason: failure.reason,
    message: failure.message,
    ...(details && { details }),
    traceId,
    ...(issues && { errors: issues }),
  };
}

/** The field issues of a failure stand at the problem's top; everything else stays in its details. */
function splitDetails(all: Failure['details']): { issues?: FieldIssue[]; details?: Record<string, unknown> } {
  if (!all) return {};
  const { fields: candidate, ...rest } = all;
  const issues = Issues.safeParse(candidate);
  const details = issues.success ? rest : all;
  return {
    ...(issues.success && { issues: issues.data }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}
