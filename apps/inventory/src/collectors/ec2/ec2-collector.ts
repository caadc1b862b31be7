import {
  DescribeAddressesCommand,
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { RegionalCollector } from '../regional-collector.js';
import { unlessGone } from '../resource-details.js';
import { observeAddress, observeNatGateway, observeVpc, observeVpcEndpoint } from './observe-network.js';

const PAGE_SIZE = 1_000;

const GONE = [
  'InvalidVpcID.NotFound',
  'InvalidVpcEndpointId.NotFound',
  'NatGatewayNotFound',
  'InvalidAllocationID.NotFound',
];

/** What EC2 still shows for an hour, though it is gone. */
const ENDED = new Set(['deleted', 'deleting', 'expired', 'rejected', 'failed']);

/** Those of one kind, all or one. */
type Lister = (client: EC2Client, place: Place, id?: string) => AsyncIterable<readonly ObservedResource[]>;

const LISTERS: Readonly<Record<string, Lister>> = {
  [RESOURCE_TYPES.vpc]: vpcs,
  [RESOURCE_TYPES.vpcEndpoint]: vpcEndpoints,
  [RESOURCE_TYPES.natGateway]: natGateways,
  [RESOURCE_TYPES.elasticIp]: addresses,
};

/** The parts of a network that say where calls come from: VPCs, their endpoints, and the addresses of egress. */
export class Ec2Collector extends RegionalCollector {
  override readonly id = 'ec2';
  override readonly summary = 'VPCs, VPC endpoints with their policies, NAT gateways and elastic addresses.';
  override readonly resourceTypes = Object.keys(LISTERS);
  override readonly awsPermissions = [
    'ec2:DescribeAddresses',
    'ec2:DescribeNatGateways',
    'ec2:DescribeVpcEndpoints',
    'ec2:DescribeVpcs',
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(EC2Client, place);
    for (const list of Object.values(LISTERS)) yield* list(client, place);
  }

  override async collectOne(place: Place, arn: string, resourceType: string): Promise<ObservedResource | null> {
    const list = LISTERS[resourceType];
    if (list === undefined) return null;
    return unlessGone(GONE, async () => {
      for await (const [found] of list(this.clients.for(EC2Client, place), place, lastPartOf(arn))) {
        if (found !== undefined) return found;
      }
      return null;
    });
  }
}

async function* vpcs(client: EC2Client, place: Place, id?: string) {
  const input = id === undefined ? {} : { VpcIds: [id] };
  for await (const { Vpcs } of paginateDescribeVpcs(pagesOf(client, id), input, { abortSignal: place.signal })) {
    // One that another account shares with this one is read there.
    yield (Vpcs ?? []).filter(({ OwnerId }) => isOwn(place, OwnerId)).map((vpc) => observeVpc(place, vpc));
  }
}

async function* vpcEndpoints(client: EC2Client, place: Place, id?: string) {
  const input = id === undefined ? {} : { VpcEndpointIds: [id] };
  const pages = paginateDescribeVpcEndpoints(pagesOf(client, id), input, { abortSignal: place.signal });
  for await (const { VpcEndpoints } of pages) {
    yield (VpcEndpoints ?? [])
      .filter(({ OwnerId, State }) => isOwn(place, OwnerId) && isThere(State))
      .map((endpoint) => observeVpcEndpoint(place, endpoint));
  }
}

async function* natGateways(client: EC2Client, place: Place, id?: string) {
  const input = id === undefined ? {} : { NatGatewayIds: [id] };
  const pages = paginateDescribeNatGateways(pagesOf(client, id), input, { abortSignal: place.signal });
  for await (const { NatGateways } of pages) {
    yield (NatGateways ?? []).filter(({ State }) => isThere(State)).map((gateway) => observeNatGateway(place, gateway));
  }
}

async function* addresses(client: EC2Client, place: Place, id?: string) {
  const command = new DescribeAddressesCommand(id === undefined ? {} : { AllocationIds: [id] });
  const { Addresses } = await client.send(command, { abortSignal: place.signal });
  // Those without an allocation are of EC2-Classic, and have no ARN.
  yield (Addresses ?? [])
    .filter(({ AllocationId }) => AllocationId !== undefined)
    .map((address) => observeAddress(place, address));
}

/** EC2 takes ids or a page size, not both. */
function pagesOf(client: EC2Client, id: string | undefined) {
  return id === undefined ? { client, pageSize: PAGE_SIZE } : { client };
}

function isOwn({ accountId }: Place, ownerId: string | undefined): boolean {
  return ownerId === undefined || ownerId === accountId;
}

function isThere(state: string | undefined): boolean {
  return state === undefined || !ENDED.has(state.toLowerCase());
}
