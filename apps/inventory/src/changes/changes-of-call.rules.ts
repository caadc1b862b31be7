import { IAM_CHANGES } from './iam-changes.rules.js';
import { networkChanges } from './network-changes.rules.js';
import { ruleOfService } from './service-changes.rules.js';
import type { Call, Touched } from './touched.rules.js';

/** What has to be read again after a call. */
export interface ChangesOfCall {
  readonly touched: readonly Touched[];
  /** The accounts of the organization, its tree, or its guardrails. */
  readonly isOfOrganization: boolean;
  /** What the account blocks for all of its buckets. */
  readonly isOfAccountBlock: boolean;
}

const NOTHING: ChangesOfCall = { touched: [], isOfOrganization: false, isOfAccountBlock: false };

/** Source: events of S3 Control, which come from s3.amazonaws.com; those of a single bucket have other names. */
const ACCOUNT_BLOCK_EVENTS = ['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'];

/** A call that failed or only looked changes nothing. */
export function changesOfCall(call: Call): ChangesOfCall {
  if (call.isReadOnly || call.errorCode !== null) return NOTHING;
  switch (call.service) {
    case 'organizations':
      return { ...NOTHING, isOfOrganization: true };
    case 'iam':
      return { ...NOTHING, touched: touchedBy(call) };
    case 'ec2':
      return { ...NOTHING, touched: networkChanges(call) };
    case 's3':
      return ACCOUNT_BLOCK_EVENTS.includes(call.eventName) ? { ...NOTHING, isOfAccountBlock: true } : ofService(call);
    default:
      return ofService(call);
  }
}

function ofService(call: Call): ChangesOfCall {
  return { ...NOTHING, touched: ruleOfService(call.service)?.(call) ?? [] };
}

function touchedBy(call: Call): readonly Touched[] {
  const rule = Object.hasOwn(IAM_CHANGES, call.eventName) ? IAM_CHANGES[call.eventName] : undefined;
  return rule?.(call) ?? [];
}
