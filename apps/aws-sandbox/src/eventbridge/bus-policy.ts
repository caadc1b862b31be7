import {
  type Condition,
  PutPermission$,
  type PutPermissionRequest,
  RemovePermission$,
  type RemovePermissionRequest,
} from '@aws-sdk/client-eventbridge';

import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { aboutBus, busNamed, invalid, notFound } from './eventbridge-access.js';
import type { EventBus } from './eventbridge-state.js';

const MAX_POLICY_BYTES = 10_240;

interface BusStatement {
  readonly Sid?: string;
  readonly [member: string]: unknown;
}

interface BusDocument {
  readonly Version: string;
  readonly Statement: readonly BusStatement[];
}

export const putPermission = operation<PutPermissionRequest, object>({
  schema: PutPermission$,
  access: (input, call) => [aboutBus(call, 'PutPermission', { bus: input.EventBusName })],
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    const text = input.Policy ?? JSON.stringify(withStatement(bus, statementOf(input, bus, call)));
    refuseBadPolicy(text, call);
    bus.policy = text;
    bus.modifiedAt = call.now;
    return {};
  },
});

function refuseBadPolicy(text: string, { world }: Call): void {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw new AwsError('PolicyLengthExceededException', 'The event bus policy is too long.');
  }
  const problem = documentProblem(text, 'resource');
  if (problem !== undefined) throw invalid(`Parameter Policy is not valid. Reason: ${problem}`);
  const unknown = unknownPrincipal(world, text, 'resource');
  if (unknown !== undefined) {
    throw invalid(`Parameter Policy is not valid. Reason: Invalid principal in policy: ${unknown}.`);
  }
}

function statementOf(input: PutPermissionRequest, bus: EventBus, { world }: Call): BusStatement {
  const { Condition: condition } = input;
  const { Action, Principal, StatementId } = permissionOf(input);
  const partition = world.accounts.get(bus.accountId)?.partition ?? world.partition;
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:${partition}:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
    ...(condition === undefined ? {} : { Condition: conditionOf(condition) }),
  };
}

function permissionOf({ Action, Principal, StatementId }: PutPermissionRequest) {
  if (Action === undefined || Principal === undefined || StatementId === undefined) {
    throw invalid('Parameter(s) Action, Principal and StatementId must be specified, or Policy.');
  }
  if (Action !== 'events:PutEvents') throw invalid('Provided value in parameter action is not supported.');
  if (!/^(?:\d{12}|\*)$/u.test(Principal)) throw invalid('Parameter Principal is not valid: give an account id or *.');
  if (!/^[A-Za-z0-9_-]{1,64}$/u.test(StatementId)) throw invalid('Parameter StatementId is not valid.');
  return { Action, Principal, StatementId };
}

function conditionOf({ Type = '', Key = '', Value = '' }: Condition): object {
  if (Type === 'StringEquals' && Key === 'aws:PrincipalOrgID' && Value !== '') return { [Type]: { [Key]: Value } };
  throw invalid('Parameter Condition is not valid: its type is StringEquals and its key aws:PrincipalOrgID.');
}

/** The bus's document with a statement, in place of one of the same name. */
function withStatement(bus: EventBus, statement: BusStatement): BusDocument {
  const others = statementsOf(bus).filter(({ Sid }) => Sid !== statement.Sid);
  return { Version: '2012-10-17', Statement: [...others, statement] };
}

function statementsOf({ policy }: EventBus): readonly BusStatement[] {
  if (policy === undefined) return [];
  // Checked when it was put there.
  const { Statement } = JSON.parse(policy) as { Statement: BusStatement | readonly BusStatement[] };
  return Array.isArray(Statement) ? (Statement as readonly BusStatement[]) : [Statement as BusStatement];
}

export const removePermission = operation<RemovePermissionRequest, object>({
  schema: RemovePermission$,
  access: (input, call) => [aboutBus(call, 'RemovePermission', { bus: input.EventBusName })],
  handle: (input, call) => {
    const bus = busNamed(call, input.EventBusName);
    if (bus.policy === undefined) throw notFound('EventBus does not have a policy.');
    const rest = input.RemoveAllPermissions === true ? [] : without(bus, input.StatementId);
    bus.policy = rest.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: rest });
    bus.modifiedAt = call.now;
    return {};
  },
});

function without(bus: EventBus, id: string | undefined): readonly BusStatement[] {
  const all = statementsOf(bus);
  const rest = all.filter(({ Sid }) => Sid !== id);
  if (rest.length < all.length) return rest;
  throw notFound('Statement with the provided id does not exist.');
}
