import type { Failure } from '@gatehouse/contracts';
import { statusOf } from '../api/problem.rules.js';

/** How ConsoleMe's clients are told no: any status but 200, a string `code`, and one list of texts for the web clients. */
export interface ConsoleMeError {
  readonly status: number;
  readonly body: {
    readonly code: string;
    readonly message: string;
    readonly errors: readonly string[];
    readonly request_id: string;
    readonly [extra: string]: unknown;
  };
}

/** What the failure was about. */
export interface ConsoleMeContext {
  readonly requestId: string;
  /** The role as the person named it, on the credentials route. */
  readonly requestedRole?: string;
}

interface Verdict {
  readonly status: number;
  readonly code: string;
}

/** Reasons that ConsoleMe has a number for; the numbers are what its command-line clients decide by. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  ROLE_UNKNOWN: { status: 403, code: '900' },
  NOT_ELIGIBLE: { status: 403, code: '900' },
  ROLE_AMBIGUOUS: { status: 403, code: '901' },
  STS_DENIED: { status: 403, code: '902' },
  STS_THROTTLED: { status: 403, code: '902' },
  STS_UNAVAILABLE: { status: 403, code: '902' },
  REQUEST_INVALID: { status: 400, code: '904' },
};

/** Says a failure in ConsoleMe's words. A dead session must be `invalid_jwt`, or weep never forgets it. */
export function consoleMeErrorOf(failure: Failure, context: ConsoleMeContext): ConsoleMeError {
  const { status, code } = verdictOn(failure);
  const { requestedRole, requestId } = context;
  const message = speakable(failure.message);
  return {
    status,
    body: {
      code,
      message,
      errors: [message],
      request_id: requestId,
      ...(requestedRole !== undefined && { requested_role: requestedRole }),
      ...(code === '901' && { 'matching roles': matchingRolesOf(failure) }),
      ...(code === '902' && { exception: message }),
    },
  };
}

function verdictOn(failure: Failure): Verdict {
  if (failure.code === 'unauthenticated') return { status: 403, code: 'invalid_jwt' };
  return VERDICTS[failure.reason] ?? { status: statusOf(failure), code: failure.reason };
}

function matchingRolesOf({ details }: Failure): readonly unknown[] {
  const roles = details?.['matchingRoles'];
  return Array.isArray(roles) ? roles : [];
}

/** weep prints these texts through a format function, which a percent sign garbles. */
function speakable(message: string): string {
  return message.replaceAll('%', ' percent');
}
