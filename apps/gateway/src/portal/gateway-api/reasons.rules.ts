import type {
  explainDenial,
  explainEligibility,
  findPrincipal,
  findResource,
  findServiceUsage,
  issueCredentials,
  listEligibleRoles,
  listPolicyUses,
  listResourceVersions,
  listTaskRunItems,
  listTaskRuns,
  openConsole,
  PlatformReason,
  ReasonOf,
  refreshAccount,
  refreshResource,
  signInAsDemoPerson,
  whatCan,
  whoCan,
} from '@gatehouse/contracts';
import type { ApiProblemFacts } from './api-problem';

/** What a person reads when something failed. */
export interface Explanation {
  readonly title: string;
  readonly what: string;
  /** The way out. */
  readonly next: string;
  /** True when asking again unchanged may work. */
  readonly worthRetrying: boolean;
}

type ContractReason =
  | ReasonOf<typeof explainDenial>
  | ReasonOf<typeof explainEligibility>
  | ReasonOf<typeof findPrincipal>
  | ReasonOf<typeof issueCredentials>
  | ReasonOf<typeof listEligibleRoles>
  | ReasonOf<typeof listTaskRunItems>
  | ReasonOf<typeof listTaskRuns>
  | ReasonOf<typeof openConsole>
  | ReasonOf<typeof refreshAccount>
  | ReasonOf<typeof findResource>
  | ReasonOf<typeof findServiceUsage>
  | ReasonOf<typeof listPolicyUses>
  | ReasonOf<typeof listResourceVersions>
  | ReasonOf<typeof refreshResource>
  | ReasonOf<typeof signInAsDemoPerson>
  | ReasonOf<typeof whatCan>
  | ReasonOf<typeof whoCan>;

/** Reasons that the portal itself gives when no readable answer came. */
type PortalReason = 'NO_CONNECTION' | 'ANSWER_UNREADABLE' | 'PORTAL_FAILED';

type KnownReason = ContractReason | PlatformReason | PortalReason | 'SESSION_INVALID' | 'SESSION_EXPIRED';

const again = (title: string, what: string, next: string): Explanation => ({ title, what, next, worthRetrying: true });
const final = (title: string, what: string, next: string): Explanation => ({ title, what, next, worthRetrying: false });

/** A reason that a contract declares and this table lacks does not compile. */
const EXPLANATIONS: Readonly<Record<KnownReason, Explanation>> = {
  RESOURCE_UNKNOWN: final(
    'This resource is not known here',
    'Nothing with this ARN was ever seen in the accounts of the organization.',
    'Check the spelling. If it is new, refresh its account, then try again.',
  ),
  NOT_A_POLICY: final(
    'This is no managed policy',
    'Only managed policies are attached to roles, users and groups.',
    'Open one of its policies, and look there who has it.',
  ),
  DENIAL_UNKNOWN: final(
    'This denied call is not known here',
    'Denied calls are kept for a week after they were last seen.',
    'Go back to the list of denied calls.',
  ),
  RESOURCE_TYPE_NOT_COLLECTED: final(
    'Resources of this type are not read one by one',
    'No part of Gatehouse reads this type of resource by itself.',
    'Refresh the whole account instead.',
  ),
  AWS_REFUSED: final(
    'AWS refused to show it',
    'The role that Gatehouse reads accounts with is not allowed to see this resource.',
    'Ask a cloud administrator to compare that role with the list in the documentation of AWS permissions.',
  ),
  AWS_UNAVAILABLE: again(
    'AWS did not answer in time',
    'AWS is slow at the moment, or takes no more calls for now.',
    'What is shown is what was seen last. Try again in a minute.',
  ),
  TASK_UNKNOWN: final(
    'There is no such task',
    'This installation runs no task of this name; it may have been renamed by an upgrade.',
    'Go back to the list of tasks and choose from there.',
  ),
  RUN_UNKNOWN: final(
    'This run is not on record',
    'Runs are kept for 90 days after they ended.',
    'Choose one from the history of the task.',
  ),
  ROLE_UNKNOWN: final(
    'This role is not known here',
    'No role with this name or ARN has been seen in the accounts of the organization.',
    'Check the spelling. If the role is new, ask an administrator to refresh its account, then try again.',
  ),
  NOT_ELIGIBLE: final(
    'You may not use this role',
    'None of your groups is named on the role.',
    'Open the role to see which tags decide, and ask its owner to add one of your groups.',
  ),
  ROLE_AMBIGUOUS: final(
    'More than one role matches',
    'What you typed is part of several of your roles.',
    'Choose the one you mean, or type more of its ARN.',
  ),
  INDEX_NOT_READY: again(
    'The list of roles is still being built',
    'Gatehouse is reading the accounts for the first time since it started.',
    'This takes a few seconds. Try again shortly.',
  ),
  CURSOR_INVALID: again(
    'This page of the list is gone',
    'The place in the list that was asked for no longer exists.',
    'Load the list again from the start.',
  ),
  STS_DENIED: final(
    'AWS refused the role session',
    "The role's trust policy, or a policy of the organization, does not let Gatehouse assume it.",
    "Ask the role's owner to trust the Gatehouse hub role, then try again. Nothing was handed out.",
  ),
  STS_THROTTLED: again(
    'AWS asks us to slow down',
    'Too many role sessions were asked for in a short time.',
    'Wait a few seconds and try again.',
  ),
  STS_UNAVAILABLE: again(
    'AWS cannot be reached',
    'The AWS Security Token Service does not answer.',
    'Nothing was handed out. Try again in a minute; if it goes on, tell your Gatehouse administrators.',
  ),
  CLI_ONLY: final(
    'This role is for the command line only',
    'Its tags offer it for credentials, but not for the console.',
    'Get credentials instead, or ask its owner to list your group under the tag for full access.',
  ),
  DESTINATION_NOT_ALLOWED: final(
    'That console page cannot be opened from here',
    "The page asked for is not on a host of the AWS console of this account's partition.",
    'Open the console without a destination and go to the page from there.',
  ),
  PRINCIPAL_UNKNOWN: final(
    'This role is not in the inventory',
    'It may have been deleted, or its account has not been read since it was created.',
    'Check the ARN, or ask an administrator to refresh the account.',
  ),
  ACCOUNT_UNKNOWN: final(
    'This account is not known here',
    'It is not part of the organizations that Gatehouse reads.',
    'Check the account id.',
  ),
  ACCOUNT_NOT_ACTIVE: final(
    'This account is not active',
    'A suspended or closed account cannot be read.',
    'Nothing to do: its last picture is kept.',
  ),
  DEMO_SIGN_IN_OFF: final(
    'Demo sign-in is off',
    'Demo people exist only with the embedded AWS organization.',
    'Sign in the way your organization set up.',
  ),
  PERSON_UNKNOWN: final('Nobody by that name', 'This person does not exist here.', 'Choose one of the people shown.'),
  SESSION_INVALID: final('You are not signed in', 'There is no session, or it was ended.', 'Sign in again.'),
  SESSION_EXPIRED: final('Your session has ended', 'You have been signed in for too long.', 'Sign in again.'),
  ACTOR_INVALID: final('You are not signed in', 'We could not tell who is asking.', 'Sign in again.'),
  REQUEST_INVALID: final(
    'Something in the request is not right',
    'The gateway could not accept what was sent.',
    'Correct the fields named below.',
  ),
  PERMISSION_MISSING: final(
    'This is not open to you',
    'It takes a privilege, such as administrator or auditor, that you do not hold.',
    'Ask an administrator to do it for you.',
  ),
  TOO_MANY_REQUESTS: again(
    'Too many requests',
    'You asked more often than one person may in a minute.',
    'Wait a little and try again.',
  ),
  UNEXPECTED: again(
    'Something went wrong on our side',
    'This is a fault in Gatehouse, not in what you did.',
    'Try again. If it stays, give the trace id below to your Gatehouse administrators.',
  ),
  REPLY_INVALID: again(
    'Something went wrong on our side',
    'One part of Gatehouse gave an answer that another part does not understand.',
    'Try again. If it stays, give the trace id below to your Gatehouse administrators.',
  ),
  NO_RESPONDERS: again(
    'A part of Gatehouse is not running',
    'Nobody is there to answer this request at the moment.',
    'It usually comes back by itself within seconds. Try again.',
  ),
  SHUTTING_DOWN: again(
    'A part of Gatehouse is restarting',
    'It stopped taking requests for a moment.',
    'Try again in a few seconds.',
  ),
  DEPENDENCY_UNAVAILABLE: again(
    'A part of Gatehouse is waiting for another',
    'What you asked for needs something that does not answer at the moment, so nothing was shown or handed out.',
    'Try again in a few seconds.',
  ),
  TIME_LIMIT: again(
    'The answer took too long',
    'We stopped waiting for it.',
    'Try again. If it stays slow, give the trace id below to your Gatehouse administrators.',
  ),
  NO_CONNECTION: again(
    'Gatehouse cannot be reached',
    'Your browser got no answer. The network may be down, or Gatehouse is restarting.',
    'Check your connection and try again.',
  ),
  ANSWER_UNREADABLE: again(
    'The answer could not be read',
    'Something between you and Gatehouse answered in its place.',
    'Reload the page. If you use a proxy or VPN, check that it lets you through.',
  ),
  PORTAL_FAILED: again(
    'This screen failed',
    'This is a fault in Gatehouse, not in what you did.',
    'Reload the page. If it stays, tell your Gatehouse administrators what you were doing.',
  ),
};

/** For reasons that a newer or plugged-in service gives and this table does not know: one sentence per code. */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  invalid_argument: EXPLANATIONS.REQUEST_INVALID,
  unauthenticated: EXPLANATIONS.ACTOR_INVALID,
  permission_denied: EXPLANATIONS.PERMISSION_MISSING,
  not_found: final('Not found', 'What you asked for does not exist here.', 'Check the address or the spelling.'),
  conflict: again('It changed meanwhile', 'Somebody else was quicker.', 'Load it again and repeat your step.'),
  failed_precondition: final('Not possible right now', 'Its present state does not allow this.', 'See the details.'),
  resource_exhausted: EXPLANATIONS.TOO_MANY_REQUESTS,
  internal: EXPLANATIONS.UNEXPECTED,
  unavailable: EXPLANATIONS.NO_RESPONDERS,
  deadline_exceeded: EXPLANATIONS.TIME_LIMIT,
};

/** What to tell a person about a failure: by its reason, else by its code. */
export function explainProblem({ code, reason }: Pick<ApiProblemFacts, 'code' | 'reason'>): Explanation {
  const known = Object.hasOwn(EXPLANATIONS, reason) ? EXPLANATIONS[reason as KnownReason] : undefined;
  return known ?? BY_CODE[code] ?? EXPLANATIONS.UNEXPECTED;
}
