import { lastPartOf } from '../collectors/arn.rules.js';
import type { TrailCaller, TrailEvent } from '../changes/trail-event.js';
import { actionOfEvent } from './action-of-event.rules.js';
import type { ObservedDenial } from './observed-denial.js';
import { toldRegion } from './told-region.rules.js';
import { plainSentence, readSentence } from './refusal-sentence.rules.js';

/** What services call a call that their caller may not make. Source: "Common errors" of their API references. */
const DENIED =
  /AccessDenied|UnauthorizedOperation|Unauthorized(?:Access)?(?:Exception)?$|AuthorizationError|NotAuthorized/;

const IDENTITY = /^arn:[^:]+:iam::\d{12}:(?:role|user)\/.+|^arn:[^:]+:iam::\d{12}:root$/;

/** Long enough for every resource that AWS names. */
const RESOURCE_LENGTH = 2_048;

/** Whether an error says that a call was refused for want of a permission. */
export function isDenial(errorCode: string): boolean {
  return DENIED.test(errorCode);
}

/**
 * The denial that a call was; null when it was none, or when whoever made it is no role or user of an account: services,
 * people who are not signed in, and callers of other accounts, whose own account is told as well.
 */
export function denialOf(event: TrailEvent): ObservedDenial | null {
  const { errorCode, errorMessage, caller } = event;
  if (errorCode === null || !isDenial(errorCode)) return null;
  const principalArn = principalOf(caller);
  if (principalArn === null) return null;
  const sentence = readSentence(errorMessage ?? '');
  return {
    sightingId: event.eventId,
    principalArn,
    sessionName: sessionOf(caller),
    action: (sentence.action ?? actionOfEvent(event.service, event.eventName)).slice(0, 200),
    resourceArn: (sentence.resourceArn ?? firstResourceOf(event)).slice(0, RESOURCE_LENGTH),
    region: toldRegion(event.region),
    errorCode: errorCode.slice(0, 200),
    errorMessage: plainSentence(errorMessage ?? ''),
    source: 'cloudtrail',
    at: event.eventTime,
  };
}

function principalOf({ issuerArn, arn }: TrailCaller): string | null {
  const principalArn = issuerArn ?? arn;
  return principalArn !== null && IDENTITY.test(principalArn) ? principalArn : null;
}

function sessionOf({ issuerArn, arn }: TrailCaller): string | null {
  return issuerArn === null || arn === null ? null : lastPartOf(arn).slice(0, 64);
}

function firstResourceOf({ resources }: TrailEvent): string {
  return resources[0]?.arn ?? '*';
}
