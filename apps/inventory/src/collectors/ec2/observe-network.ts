import type { Address, NatGateway, Tag, Vpc, VpcEndpoint } from '@aws-sdk/client-ec2';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';
import { plainSettings } from '../settings.rules.js';
import { tagsOf } from '../tags.rules.js';

/** A VPC in the shape of every resource. */
export function observeVpc(place: Place, vpc: Vpc): ObservedResource {
  return partOfNetwork(
    place,
    { kind: 'vpc', id: vpc.VpcId, tags: vpc.Tags, resourceType: RESOURCE_TYPES.vpc },
    {
      cidrBlocks: (vpc.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock ?? '').sort(),
      ipv6CidrBlocks: (vpc.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock ?? '').sort(),
      isDefault: vpc.IsDefault ?? false,
      dhcpOptionsId: vpc.DhcpOptionsId ?? null,
    },
  );
}

/** A VPC endpoint with its policy. */
export function observeVpcEndpoint(place: Place, endpoint: VpcEndpoint): ObservedResource {
  const part = {
    kind: 'vpc-endpoint',
    id: endpoint.VpcEndpointId,
    tags: endpoint.Tags,
    resourceType: RESOURCE_TYPES.vpcEndpoint,
  };
  // An endpoint's policy speaks of who may pass, not of who may come: everybody in it is everybody in the VPC.
  const { document } = ownPolicy(endpoint.PolicyDocument);
  const { SubnetIds = [], RouteTableIds = [], Groups = [] } = endpoint;
  const settings = {
    createdAt: endpoint.CreationTimestamp,
    vpcId: endpoint.VpcId,
    service: endpoint.ServiceName,
    endpointType: endpoint.VpcEndpointType,
    state: endpoint.State,
    isPrivateDnsEnabled: endpoint.PrivateDnsEnabled,
    subnetIds: [...SubnetIds].sort(),
    routeTableIds: [...RouteTableIds].sort(),
    securityGroupIds: Groups.map(({ GroupId }) => GroupId).sort(),
  };
  return { ...partOfNetwork(place, part, settings), document };
}

/** A NAT gateway with the addresses that its traffic comes from. */
export function observeNatGateway(place: Place, gateway: NatGateway): ObservedResource {
  const part = {
    kind: 'natgateway',
    id: gateway.NatGatewayId,
    tags: gateway.Tags,
    resourceType: RESOURCE_TYPES.natGateway,
  };
  return partOfNetwork(place, part, {
    createdAt: gateway.CreateTime,
    vpcId: gateway.VpcId,
    subnetId: gateway.SubnetId,
    state: gateway.State,
    connectivity: gateway.ConnectivityType,
    publicIps: (gateway.NatGatewayAddresses ?? []).flatMap(({ PublicIp }) => PublicIp ?? []).sort(),
    privateIps: (gateway.NatGatewayAddresses ?? []).flatMap(({ PrivateIp }) => PrivateIp ?? []).sort(),
  });
}

/** An address that the account holds, and what uses it. */
export function observeAddress(place: Place, address: Address): ObservedResource {
  const part = {
    kind: 'elastic-ip',
    id: address.AllocationId,
    tags: address.Tags,
    resourceType: RESOURCE_TYPES.elasticIp,
  };
  return partOfNetwork(place, part, {
    publicIp: address.PublicIp,
    privateIp: address.PrivateIpAddress,
    instanceId: address.InstanceId,
    networkInterfaceId: address.NetworkInterfaceId,
    networkBorderGroup: address.NetworkBorderGroup,
  });
}

interface NetworkPart {
  readonly kind: string;
  readonly id: string | undefined;
  readonly tags: readonly Tag[] | undefined;
  readonly resourceType: string;
}

/** Whoever gave it a Name tag is taken at their word. */
function partOfNetwork(
  { accountId, partition, region }: Place,
  { kind, id = '', tags, resourceType }: NetworkPart,
  settings: Readonly<Record<string, unknown>>,
): ObservedResource {
  const known = tagsOf(tags);
  const given = known['Name'];
  return plainResource({
    arn: `arn:${partition}:ec2:${region}:${accountId}:${kind}/${id}`,
    accountId,
    resourceType,
    name: given === undefined || given === '' ? id : given,
    region,
    tags: known,
    settings: { id, ...plainSettings(settings) },
  });
}
