import { IAM_CHANGES } from './iam-changes.rules.js';
import { networkChanges } from './network-changes.rules.js';
import { ruleOfService } from './service-changes.rules.js';
import type { Call, Touched } from './touched.rules.js';

/** What has to be read again after a call. */
export interface ChangesOfCall {
  readonly touched: readonly Touched[];
  /** The accounts of the organization, its tree, or its guardrails. */
  readonly isOfOrganization: boolean;
}

const NOTHING: ChangesOfCall = { touched: [], isOfOrganization: false };

/** A call that failed or only looked changes nothing. */
export function changesOfCall(call: Call): ChangesOfCall {
  if (call.isReadOnly || call.errorCode !== null) return NOTHING;
  switch (call.service) {
    case 'organizations':
      return { touched: [], isOfOrganization: true };
    case 'iam':
      return { ...NOTHING, touched: touchedBy(call) };
    case 'ec2':
      return { ...NOTHING, touched: networkChanges(call) };
    default:
      return { ...NOTHING, touched: ruleOfService(call.service)?.(call) ?? [] };
  }
}

function touchedBy(call: Call): readonly Touched[] {
  const rule = Object.hasOwn(IAM_CHANGES, call.eventName) ? IAM_CHANGES[call.eventName] : undefined;
  return rule?.(call) ?? [];
}
