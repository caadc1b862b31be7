import {
  DescribeInternetGateways$,
  type DescribeInternetGatewaysRequest,
  type DescribeInternetGatewaysResult,
  DescribeSubnets$,
  type DescribeSubnetsRequest,
  type DescribeSubnetsResult,
  DescribeVpcs$,
  type DescribeVpcsRequest,
  type DescribeVpcsResult,
  type InternetGateway,
  type Subnet,
  type Vpc,
} from '@aws-sdk/client-ec2';

import { AwsError } from '../protocol/aws-error.js';
import { type Kind, common, flag, nextToken, select, tagList } from './describe.js';
import { ec2Operation } from './ec2-operation.js';

const VPCS: Kind<Vpc> = {
  all: ({ vpcs }) => vpcs.values(),
  idOf: ({ VpcId = '' }) => VpcId,
  fields: {
    'vpc-id': ({ VpcId }) => [VpcId],
    cidr: ({ CidrBlock }) => [CidrBlock],
    'cidr-block-association.cidr-block': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock),
    'cidr-block-association.association-id': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
    'cidr-block-association.state': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ CidrBlockState }) => CidrBlockState?.State),
    'dhcp-options-id': ({ DhcpOptionsId }) => [DhcpOptionsId],
    'is-default': ({ IsDefault }) => [flag(IsDefault)],
    'owner-id': ({ OwnerId }) => [OwnerId],
    state: ({ State }) => [State],
  },
  notFound: (id) => new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
};

export const describeVpcs = ec2Operation<DescribeVpcsRequest, DescribeVpcsResult>({
  schema: DescribeVpcs$,
  handle: (input, call) => {
    const page = select(call, VPCS, { ...common(input), ids: input.VpcIds });
    const Vpcs = page.items.map((item) => ({ ...item, Tags: tagList(call, VPCS.idOf(item)) }));
    return { Vpcs, ...nextToken(page) };
  },
});

const zone = ({ AvailabilityZone }: Subnet) => [AvailabilityZone];
const zoneId = ({ AvailabilityZoneId }: Subnet) => [AvailabilityZoneId];
const cidr = ({ CidrBlock }: Subnet) => [CidrBlock];

const SUBNETS: Kind<Subnet> = {
  all: ({ subnets }) => subnets.values(),
  idOf: ({ SubnetId = '' }) => SubnetId,
  fields: {
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'subnet-arn': ({ SubnetArn }) => [SubnetArn],
    'vpc-id': ({ VpcId }) => [VpcId],
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': zoneId,
    availabilityZoneId: zoneId,
    'available-ip-address-count': ({ AvailableIpAddressCount }) => [String(AvailableIpAddressCount)],
    cidr,
    cidrBlock: cidr,
    'cidr-block': cidr,
    'default-for-az': ({ DefaultForAz }) => [flag(DefaultForAz)],
    defaultForAz: ({ DefaultForAz }) => [flag(DefaultForAz)],
    'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => [flag(MapPublicIpOnLaunch)],
    'owner-id': ({ OwnerId }) => [OwnerId],
    state: ({ State }) => [State],
  },
  notFound: (id) => new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`),
};

export const describeSubnets = ec2Operation<DescribeSubnetsRequest, DescribeSubnetsResult>({
  schema: DescribeSubnets$,
  handle: (input, call) => {
    const page = select(call, SUBNETS, { ...common(input), ids: input.SubnetIds });
    const Subnets = page.items.map((item) => ({ ...item, Tags: tagList(call, SUBNETS.idOf(item)) }));
    return { Subnets, ...nextToken(page) };
  },
});

const INTERNET_GATEWAYS: Kind<InternetGateway> = {
  all: ({ internetGateways }) => internetGateways.values(),
  idOf: ({ InternetGatewayId = '' }) => InternetGatewayId,
  fields: {
    'internet-gateway-id': ({ InternetGatewayId }) => [InternetGatewayId],
    'attachment.vpc-id': ({ Attachments = [] }) => Attachments.map(({ VpcId }) => VpcId),
    'attachment.state': ({ Attachments = [] }) => Attachments.map(({ State }) => State),
    'owner-id': ({ OwnerId }) => [OwnerId],
  },
  notFound: (id) => new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`),
};

export const describeInternetGateways = ec2Operation<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult>({
  schema: DescribeInternetGateways$,
  handle: (input, call) => {
    const page = select(call, INTERNET_GATEWAYS, { ...common(input), ids: input.InternetGatewayIds });
    const InternetGateways = page.items.map((item) => ({
      ...item,
      Tags: tagList(call, INTERNET_GATEWAYS.idOf(item)),
    }));
    return { InternetGateways, ...nextToken(page) };
  },
});
