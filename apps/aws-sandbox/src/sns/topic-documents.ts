import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import type { World } from '../state/model.js';
import { invalidParameter } from './sns-errors.js';
import { type PolicyText, refuseForeignActions } from './topic-policy.rules.js';

const MAX_POLICY_BYTES = 30 * 1024;

/** Refuses a policy that SNS would not store with a topic. */
export function refuseBadPolicy(world: World, document: string): void {
  if (Buffer.byteLength(document) > MAX_POLICY_BYTES) throw invalidParameter('Policy Reason: Policy is too large');
  if (documentProblem(document, 'resource') !== undefined) throw invalidParameter('Policy Error: null');
  refuseForeignActions(JSON.parse(document) as PolicyText);
  if (unknownPrincipal(world, document, 'resource') !== undefined) {
    throw invalidParameter('Policy Error: PrincipalNotFound');
  }
}
