import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { textAt, type Call, type Effect, type Touched } from './touched.rules.js';

/** Ids of EC2 begin with what they are. */
const KINDS: Readonly<Record<string, readonly [resourceType: string, word: string]>> = {
  vpc: [RESOURCE_TYPES.vpc, 'vpc'],
  vpce: [RESOURCE_TYPES.vpcEndpoint, 'vpc-endpoint'],
  nat: [RESOURCE_TYPES.natGateway, 'natgateway'],
  eipalloc: [RESOURCE_TYPES.elasticIp, 'elastic-ip'],
};

const ID = /^(vpc|vpce|nat|eipalloc)-[0-9a-f]{1,32}$/;

/** Calls that change addresses, gateways, endpoints and VPCs; EC2 has hundreds of others. */
const EVENT =
  /^(?:Create|Delete|Modify|Allocate|Release|Associate|Disassociate)(?:Tags|Address|.*Vpc.*|.*NatGateway.*)$/;

/** How deep ids are in the parameters of EC2's events, and how many of them are looked at. */
const DEPTH = 6;
const MAX_IDS = 200;

/** Which parts of networks a call of EC2 touched: those whose ids are anywhere in its parameters or its answer. */
export function networkChanges(call: Call): readonly Touched[] {
  if (!EVENT.test(call.eventName)) return [];
  const ids = new Set<string>();
  collect(call.request, DEPTH, ids);
  collect(call.response, DEPTH, ids);
  return [...ids].flatMap((id) => touched(call, id));
}

function touched(call: Call, id: string): Touched[] {
  const kind = KINDS[ID.exec(id)?.[1] ?? ''];
  if (kind === undefined) return [];
  const [resourceType, word] = kind;
  const { accountId, region, partition } = call;
  const arn = `arn:${partition}:ec2:${region}:${accountId}:${word}/${id}`;
  return [{ resourceType, accountId, region, effect: effectOf(call, id), arn }];
}

/** A call may name others beside what it makes or takes away: only what it is about is expected to come or go. */
function effectOf({ eventName, response, request }: Call, id: string): Effect {
  if (!/^(?:Delete(?:Vpc|NatGateway)|ReleaseAddress)$/.test(eventName)) return 'changed';
  const own = [textAt(request, 'vpcId'), textAt(request, 'allocationId'), textAt(response, 'natGatewayId')];
  return own.includes(id) && !id.startsWith('nat-') ? 'taken-away' : 'changed';
}

function collect(value: unknown, depth: number, ids: Set<string>): void {
  if (ids.size >= MAX_IDS || depth === 0) return;
  if (typeof value === 'string') {
    if (ID.test(value)) ids.add(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) collect(inner, depth - 1, ids);
}
