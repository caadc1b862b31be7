import {
  type EvaluationResult,
  SimulateCustomPolicy$,
  type SimulateCustomPolicyRequest,
  SimulatePrincipalPolicy$,
  type SimulatePrincipalPolicyRequest,
  type SimulatePolicyResponse,
} from '@aws-sdk/client-iam';
import { type Principal, principalContext } from '@gatehouse/iam-policy';

import type { ContextValue } from '../authorization/access-question.js';
import type { OrganizationLayer } from '../authorization/layers.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { organizationOf } from '../state/lookup.js';
import { resourceTemplate } from './action-catalogue.js';
import { iamArn, invalidInput, onAccount, ownAccount } from './iam-account.js';
import { pageOf } from './iam-paging.rules.js';
import { contextOf } from './simulation-context.js';
import { type Simulation, simulateAction } from './simulate.js';
import {
  type PolicyHolder,
  boundaryOf,
  controlLevels,
  givenPolicies,
  holderOf,
  policiesOf,
} from './simulated-policies.js';

type Asked = Pick<
  SimulatePrincipalPolicyRequest,
  | 'ActionNames'
  | 'ResourceArns'
  | 'ResourcePolicy'
  | 'ResourceOwner'
  | 'CallerArn'
  | 'ContextEntries'
  | 'MaxItems'
  | 'Marker'
>;

export const simulatePrincipalPolicy = operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>({
  schema: SimulatePrincipalPolicy$,
  access: (input, call) => [
    {
      action: 'iam:SimulatePrincipalPolicy',
      resource: input.PolicySourceArn ?? '*',
      resourceAccountId: call.caller.accountId,
    },
  ],
  handle: (input, call) => {
    const account = ownAccount(call);
    const holder = holderOf(account, input.PolicySourceArn ?? '');
    const [given] = givenBoundaries(input.PermissionsBoundaryPolicyInputList);
    const simulation = {
      ...commonOf(input, call, holder),
      identity: [
        ...policiesOf(call.world, holder),
        ...givenPolicies('PolicyInputList', input.PolicyInputList, 'identity'),
      ],
      boundary: given ?? boundaryOf(call.world, holder),
      scpLevels: isServiceLinked(holder) ? undefined : controlLevels(call.world, account.id),
      inOrganization: organizationOf(call.world, account) !== undefined,
    };
    return answer(input, simulation);
  },
});

export const simulateCustomPolicy = operation<SimulateCustomPolicyRequest, SimulatePolicyResponse>({
  schema: SimulateCustomPolicy$,
  access: onAccount('iam:SimulateCustomPolicy'),
  handle: (input, call) => {
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      throw invalidInput('CallerArn is required when a ResourcePolicy is given.');
    }
    const levels = givenLevels(input.OrderedOrganizationPolicyInputList);
    const [boundary] = givenBoundaries(input.PermissionsBoundaryPolicyInputList);
    return answer(input, {
      ...commonOf(input, call, undefined),
      identity: givenPolicies('PolicyInputList', input.PolicyInputList, 'identity'),
      boundary,
      scpLevels: levels,
      inOrganization: levels !== undefined,
    });
  },
});

function givenBoundaries(documents: readonly string[] | undefined) {
  if ((documents?.length ?? 0) > 1) throw invalidInput('Only one permissions boundary can be simulated at a time.');
  return givenPolicies('PermissionsBoundaryPolicyInputList', documents, 'boundary');
}

function givenLevels(
  levels: SimulateCustomPolicyRequest['OrderedOrganizationPolicyInputList'],
): readonly OrganizationLayer[] | undefined {
  return levels?.map(({ ServiceControlPolicyInputList: documents }, index) => {
    const member = `OrderedOrganizationPolicyInputList.${String(index + 1)}`;
    const policies = givenPolicies(member, documents, 'scp');
    return { id: member, policies: policies.map(({ sourceId, document }) => ({ source: sourceId, document })) };
  });
}

function isServiceLinked({ kind, entity }: PolicyHolder): boolean {
  return kind === 'role' && entity.path.startsWith('/aws-service-role/');
}

/** What both simulations take in the same way: who calls, the resources' policy and owner, and the context. */
function commonOf(input: Asked, call: Call, holder: PolicyHolder | undefined) {
  const principal = principalOf(input, call, holder);
  const [resource] = givenPolicies(
    'ResourcePolicy',
    input.ResourcePolicy === undefined ? undefined : [input.ResourcePolicy],
    'resource',
  );
  return {
    principal,
    accountId: accountIn(principal.arn) ?? call.caller.accountId,
    resource: resource === undefined ? undefined : { ...resource, sourceId: 'ResourcePolicy' },
    resourceOwner: accountIn(input.ResourceOwner),
    context: { ...knownContext(principal, call, { input, holder }), ...contextOf(input.ContextEntries ?? []) },
  };
}

type NamedPrincipal = Extract<Principal, { readonly type: 'user' | 'role' | 'root' }>;

function principalOf({ CallerArn }: Asked, call: Call, holder: PolicyHolder | undefined): NamedPrincipal {
  if (CallerArn === undefined) return holderPrincipal(call, holder);
  const match = /^arn:[\w-]+:iam::\d{12}:(user|role|root|group)(?:\/|$)/u.exec(CallerArn);
  if (match === null) throw invalidInput(`Invalid caller ARN: ${CallerArn}`);
  const type = match[1] === 'role' || match[1] === 'root' ? match[1] : 'user';
  return { type, arn: CallerArn };
}

/** A group cannot call: somebody in it does. */
function holderPrincipal(call: Call, holder: PolicyHolder | undefined): NamedPrincipal {
  if (holder === undefined || holder.kind === 'group') {
    return { type: 'user', arn: iamArn(ownAccount(call), 'user', '/simulated') };
  }
  return { type: holder.kind, arn: holder.entity.arn, uniqueId: holder.entity.id };
}

/** `111122223333`, or the account of an ARN. */
function accountIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /(?:^|:)(\d{12})(?::|$)/u.exec(text)?.[1];
}

interface KnownOf {
  readonly input: Asked;
  readonly holder: PolicyHolder | undefined;
}

/** The keys that follow from the caller and the moment; a caller nobody named has none of its own. */
function knownContext(
  principal: NamedPrincipal,
  { now }: Call,
  { input, holder }: KnownOf,
): Readonly<Record<string, ContextValue>> {
  const times = { 'aws:CurrentTime': now.toISOString(), 'aws:EpochTime': Math.floor(now.getTime() / 1000) };
  if (input.CallerArn === undefined && (holder === undefined || holder.kind === 'group')) return times;
  const tags = holder !== undefined && holder.kind !== 'group' ? [...holder.entity.tags] : [];
  const tagKeys = tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
  return { ...times, ...principalContext(principal), ...Object.fromEntries(tagKeys) };
}

async function answer(input: Asked, simulation: Simulation): Promise<SimulatePolicyResponse> {
  const resources = input.ResourceArns?.length ? input.ResourceArns : ['*'];
  for (const resource of resources) refuseResource(resource);
  const actions = input.ActionNames ?? [];
  for (const action of actions) refuseAction(action);
  const results: (readonly [string, EvaluationResult])[] = [];
  for (const [index, action] of actions.entries()) {
    const template = await resourceTemplate(action, resources[0]);
    results.push([String(index).padStart(6, '0'), simulateAction(simulation, { action, resources, template })]);
  }
  const { items, ...rest } = pageOf(results, ([key]) => key, input);
  return { EvaluationResults: items.map(([, result]) => result), ...rest };
}

function refuseAction(action: string): void {
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/u.test(action)) throw invalidInput(`Invalid Entity Action: ${action}`);
}

function refuseResource(resource: string): void {
  if (resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/u.test(resource)) {
    throw invalidInput(`Invalid Resource ARN: ${resource}`);
  }
}
