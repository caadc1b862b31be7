import type { InternetGateway, NetworkInterface, Subnet, Vpc } from '@aws-sdk/client-ec2';

import { readBlock, usableAddresses } from './cidr.rules.js';
import { ec2Id, exampleMac, zoneOf } from './ec2-ids.js';
import type { Ec2Place } from './ec2-state.js';

/** A VPC as EC2 describes one. */
export function newVpc(
  place: Ec2Place,
  id: string,
  facts: { readonly cidr: string; readonly isDefault: boolean },
): Vpc {
  const made: Vpc = {
    VpcId: id,
    OwnerId: place.accountId,
    CidrBlock: facts.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: ec2Id('vpc-cidr-assoc', id),
        CidrBlock: facts.cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    DhcpOptionsId: ec2Id('dopt', `${place.accountId}/${place.region}`),
    InstanceTenancy: 'default',
    IsDefault: facts.isDefault,
    State: 'available',
  };
  place.vpcs.set(id, made);
  return made;
}

interface SubnetFacts {
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
  readonly isPublic: boolean;
  readonly isDefault: boolean;
  readonly partition: string;
}

/** A subnet of a VPC of the place. */
export function newSubnet(place: Ec2Place, id: string, facts: SubnetFacts): Subnet {
  const zone = zoneOf(place.region, facts.zone);
  const made: Subnet = {
    SubnetId: id,
    SubnetArn: `arn:${facts.partition}:ec2:${place.region}:${place.accountId}:subnet/${id}`,
    VpcId: facts.vpcId,
    OwnerId: place.accountId,
    CidrBlock: facts.cidr,
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
    AvailableIpAddressCount: usableAddresses(facts.cidr),
    AssignIpv6AddressOnCreation: false,
    DefaultForAz: facts.isDefault,
    EnableDns64: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    MapCustomerOwnedIpOnLaunch: false,
    MapPublicIpOnLaunch: facts.isPublic,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    State: 'available',
  };
  place.subnets.set(id, made);
  return made;
}

/** An internet gateway attached to a VPC. */
export function newInternetGateway(place: Ec2Place, vpcId: string): InternetGateway {
  const id = ec2Id('igw', vpcId);
  const made: InternetGateway = {
    InternetGatewayId: id,
    OwnerId: place.accountId,
    Attachments: [{ VpcId: vpcId, State: 'available' as 'attached' }],
  };
  place.internetGateways.set(id, made);
  return made;
}

/** EC2 writes it so; the SDK's list of types has another spelling for other uses. */
export const NAT = 'nat_gateway' as NonNullable<NetworkInterface['InterfaceType']>;

interface InterfaceFacts {
  readonly of: string;
  readonly subnet: Subnet;
  readonly privateAddress: string;
  readonly type: NetworkInterface['InterfaceType'];
  readonly description: string;
  readonly requesterId?: string;
  readonly instanceId?: string;
}

/** A network interface in use, its subnet with an address less. */
export function newInterface(place: Ec2Place, facts: InterfaceFacts): NetworkInterface {
  const { subnet, privateAddress, instanceId } = facts;
  const id = ec2Id('eni', facts.of);
  const dns = privateDnsName(privateAddress, place.region);
  const made: NetworkInterface = {
    NetworkInterfaceId: id,
    OwnerId: place.accountId,
    InterfaceType: facts.type,
    Description: facts.description,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    MacAddress: exampleMac(id),
    PrivateIpAddress: privateAddress,
    PrivateDnsName: dns,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: privateAddress, PrivateDnsName: dns }],
    Groups: [],
    Ipv6Addresses: [],
    RequesterManaged: facts.requesterId !== undefined,
    SourceDestCheck: facts.type !== NAT,
    Status: 'in-use',
    ...(facts.requesterId === undefined ? {} : { RequesterId: facts.requesterId }),
    Attachment: {
      AttachmentId: ec2Id(instanceId === undefined ? 'ela-attach' : 'eni-attach', id),
      DeleteOnTermination: instanceId !== undefined,
      DeviceIndex: instanceId === undefined ? 1 : 0,
      InstanceOwnerId: instanceId === undefined ? 'amazon-aws' : place.accountId,
      ...(instanceId === undefined ? {} : { InstanceId: instanceId }),
      Status: 'attached',
    },
  };
  place.networkInterfaces.set(id, made);
  takeAddress(subnet);
  return made;
}

function takeAddress(subnet: Subnet): void {
  subnet.AvailableIpAddressCount = (subnet.AvailableIpAddressCount ?? 1) - 1;
}

/** `ip-10-0-1-4.eu-west-1.compute.internal`; the first region has a name of its own. */
export function privateDnsName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${domain}`;
}

/** The position of the next address that is free in a subnet. */
export function nextPosition(subnet: Subnet): number {
  const cidr = subnet.CidrBlock ?? '';
  const taken = usableAddresses(cidr) - (subnet.AvailableIpAddressCount ?? 0);
  const size = readBlock(cidr)?.size ?? 0;
  if (4 + taken >= size - 1) throw new Error(`subnet ${subnet.SubnetId ?? cidr} has no free address`);
  return 4 + taken;
}
