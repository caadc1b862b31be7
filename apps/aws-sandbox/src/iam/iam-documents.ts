import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import type { World } from '../state/model.js';

/** Refuses an identity policy that AWS would not store. */
export function refuseBadPolicy(document: string): void {
  const problem = documentProblem(document, 'identity');
  if (problem !== undefined) throw malformed(problem);
}

/** Refuses a trust policy that AWS would not store, also one that names somebody who is not there. */
export function refuseBadTrust(world: World, document: string): void {
  const problem = documentProblem(document, 'trust');
  if (problem !== undefined) throw malformed(problem);
  const unknown = unknownPrincipal(world, document, 'trust');
  if (unknown !== undefined) throw malformed(`Invalid principal in policy: "AWS":"${unknown}"`);
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}
