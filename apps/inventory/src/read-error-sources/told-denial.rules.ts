import type { RefusedCall } from '@gatehouse/plugin-sdk';
import type { ObservedDenial } from '../denial/observed-denial.js';
import { toldRegion } from '../denial/told-region.rules.js';
import { plainSentence } from '../denial/refusal-sentence.rules.js';

const PRINCIPAL = /^arn:[^:]+:iam::\d{12}:.+$/;

/** A source's call as a denial; null when it is none that can be counted, whatever the source promised. */
export function toldDenial(source: string, call: RefusedCall): ObservedDenial | null {
  if (!PRINCIPAL.test(call.principalArn) || Number.isNaN(call.at.getTime()) || call.id === '') return null;
  return {
    sightingId: call.id.slice(0, 200),
    principalArn: call.principalArn.slice(0, 2_048),
    sessionName: call.sessionName?.slice(0, 64) ?? null,
    action: call.action.slice(0, 200),
    resourceArn: call.resourceArn.slice(0, 2_048),
    region: toldRegion(call.region),
    errorCode: call.errorCode.slice(0, 200),
    errorMessage: plainSentence(call.errorMessage),
    source: source.slice(0, 100),
    at: call.at,
  };
}
