import {
  DescribePolicyCommand,
  paginateListPolicies,
  paginateListTargetsForPolicy,
  type OrganizationsClient,
  type PolicySummary,
} from '@aws-sdk/client-organizations';
import { inParallel } from '../collectors/in-parallel.js';
import { AWS_POLICY_TYPES, type GuardrailKind } from './guardrail-kind.rules.js';

/** A service or resource control policy with its text and where it is attached. */
export interface ObservedGuardrail {
  readonly policyId: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly kind: GuardrailKind;
  readonly isAwsManaged: boolean;
  readonly document: string;
  /** Ids of roots, units and accounts, in order. */
  readonly attachedTo: readonly string[];
}

/** All policies of the given types. Rejects with the AWS SDK's error when any part cannot be read. */
export async function readGuardrails(
  client: OrganizationsClient,
  kinds: readonly GuardrailKind[],
  signal: AbortSignal,
): Promise<ObservedGuardrail[]> {
  const found: { kind: GuardrailKind; summary: PolicySummary }[] = [];
  for (const kind of kinds) {
    const pages = paginateListPolicies({ client }, { Filter: AWS_POLICY_TYPES[kind] }, { abortSignal: signal });
    for await (const { Policies } of pages) found.push(...(Policies ?? []).map((summary) => ({ kind, summary })));
  }
  return inParallel(found, ({ kind, summary }) => complete(client, kind, summary, signal));
}

async function complete(
  client: OrganizationsClient,
  kind: GuardrailKind,
  summary: PolicySummary,
  signal: AbortSignal,
): Promise<ObservedGuardrail> {
  const abort = { abortSignal: signal };
  const facts = factsOf(summary);
  const { policyId } = facts;
  const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: policyId }), abort);
  const attachedTo: string[] = [];
  for await (const { Targets } of paginateListTargetsForPolicy({ client }, { PolicyId: policyId }, abort)) {
    attachedTo.push(...(Targets ?? []).map(({ TargetId = '' }) => TargetId));
  }
  return {
    ...facts,
    kind,
    document: Policy?.Content ?? '',
    attachedTo: attachedTo.sort(),
  };
}

function factsOf({ Id = '', Arn = '', Name = '', Description = '', AwsManaged = false }: PolicySummary) {
  return { policyId: Id, arn: Arn, name: Name, description: Description, isAwsManaged: AwsManaged };
}
