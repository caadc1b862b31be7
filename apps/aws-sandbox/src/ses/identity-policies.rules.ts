import { parsePolicy } from '@gatehouse/iam-policy';

import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import type { World } from '../state/model.js';

const MAX_BYTES = 4096;

/** Why SES does not take a policy on an identity, or undefined when it does (SES Developer Guide, "Sending authorization"). */
export function policyProblem(world: World, document: string, identityArn: string): string | undefined {
  if (Buffer.byteLength(document) > MAX_BYTES) return `The policy is longer than ${String(MAX_BYTES)} bytes.`;
  const problem = documentProblem(document, 'resource');
  if (problem !== undefined) return problem;
  const unknown = unknownPrincipal(world, document, 'resource');
  if (unknown !== undefined) return `The principal ${unknown} does not exist.`;
  const statements = parsePolicy(document, { kind: 'resource' }).document?.statements ?? [];
  const resources = statements.flatMap(({ resource }) => resource?.values.map(({ value }) => value) ?? []);
  const foreign = resources.find((resource) => resource !== identityArn && resource !== '*');
  return foreign === undefined ? undefined : `The resource ${foreign} is not the identity ${identityArn}.`;
}
