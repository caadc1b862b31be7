import {
  type Address,
  DescribeAddresses$,
  type DescribeAddressesRequest,
  type DescribeAddressesResult,
  DescribeNatGateways$,
  type DescribeNatGatewaysRequest,
  type DescribeNatGatewaysResult,
  DescribeVpcEndpoints$,
  type DescribeVpcEndpointsRequest,
  type DescribeVpcEndpointsResult,
  type NatGateway,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';

import { AwsError } from '../protocol/aws-error.js';
import { type Kind, common, malformedUnless, nextToken, placeFor, select, tagList } from './describe.js';
import { ec2Operation } from './ec2-operation.js';

const ENDPOINTS: Kind<VpcEndpoint> = {
  all: ({ endpoints }) => endpoints.values(),
  idOf: ({ VpcEndpointId = '' }) => VpcEndpointId,
  fields: {
    'vpc-endpoint-id': ({ VpcEndpointId }) => [VpcEndpointId],
    'vpc-endpoint-type': ({ VpcEndpointType }) => [VpcEndpointType],
    'vpc-endpoint-state': ({ State }) => [State?.toLowerCase(), State],
    'vpc-id': ({ VpcId }) => [VpcId],
    'service-name': ({ ServiceName }) => [ServiceName],
    'service-region': ({ ServiceRegion }) => [ServiceRegion],
    'ip-address-type': ({ IpAddressType }) => [IpAddressType],
  },
  notFound: (id) => new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`),
  malformed: malformedUnless(
    'vpce',
    (id) => new AwsError('InvalidVpcEndpointId.Malformed', `The Vpc Endpoint Id '${id}' is malformed`),
  ),
};

export const describeVpcEndpoints = ec2Operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult>({
  schema: DescribeVpcEndpoints$,
  handle: (input, call) => {
    const page = select(call, ENDPOINTS, { ...common(input), ids: input.VpcEndpointIds });
    const VpcEndpoints = page.items.map((item) => ({ ...item, Tags: tagList(call, ENDPOINTS.idOf(item)) }));
    return { VpcEndpoints, ...nextToken(page) };
  },
});

const NAT_GATEWAYS: Kind<NatGateway> = {
  all: ({ natGateways }) => natGateways.values(),
  idOf: ({ NatGatewayId = '' }) => NatGatewayId,
  fields: {
    'nat-gateway-id': ({ NatGatewayId }) => [NatGatewayId],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
    state: ({ State }) => [State],
  },
  notFound: (id) => new AwsError('NatGatewayNotFound', `The Nat Gateway ${id} was not found`),
  malformed: malformedUnless(
    'nat',
    (id) => new AwsError('NatGatewayMalformed', `The NAT gateway ID '${id}' is malformed`),
  ),
};

export const describeNatGateways = ec2Operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResult>({
  schema: DescribeNatGateways$,
  handle: (input, call) => {
    const page = select(call, NAT_GATEWAYS, {
      ...common(input),
      Filters: input.Filter,
      ids: input.NatGatewayIds,
    });
    const NatGateways = page.items.map((item) => ({ ...item, Tags: tagList(call, NAT_GATEWAYS.idOf(item)) }));
    return { NatGateways, ...nextToken(page) };
  },
});

const ADDRESSES: Kind<Address> = {
  all: ({ addresses }) => addresses.values(),
  idOf: ({ AllocationId = '' }) => AllocationId,
  fields: {
    'allocation-id': ({ AllocationId }) => [AllocationId],
    'association-id': ({ AssociationId }) => [AssociationId],
    'instance-id': ({ InstanceId }) => [InstanceId],
    'network-border-group': ({ NetworkBorderGroup }) => [NetworkBorderGroup],
    'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
    'network-interface-owner-id': ({ NetworkInterfaceOwnerId }) => [NetworkInterfaceOwnerId],
    'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
    'public-ip': ({ PublicIp }) => [PublicIp],
    domain: ({ Domain }) => [Domain],
  },
  notFound: (id) => new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`),
};

/** Addresses are described at once, never in pages. */
export const describeAddresses = ec2Operation<DescribeAddressesRequest, DescribeAddressesResult>({
  schema: DescribeAddresses$,
  handle: (input, call) => {
    const byAddress = (input.PublicIps ?? []).map((address) => allocationOf(call, address));
    const ids = [...(input.AllocationIds ?? []), ...byAddress];
    const { items } = select(call, ADDRESSES, {
      ids,
      Filters: input.Filters,
      NextToken: undefined,
      MaxResults: undefined,
    });
    return { Addresses: items.map((item) => ({ ...item, Tags: tagList(call, ADDRESSES.idOf(item)) })) };
  },
});

function allocationOf(call: Parameters<typeof placeFor>[0], address: string): string {
  const found = [...placeFor(call).addresses.values()].find(({ PublicIp }) => PublicIp === address);
  if (found?.AllocationId === undefined)
    throw new AwsError('InvalidAddress.NotFound', `Address '${address}' not found.`);
  return found.AllocationId;
}
