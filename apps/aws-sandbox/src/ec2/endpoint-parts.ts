import type { Subnet, VpcEndpoint } from '@aws-sdk/client-ec2';

import { dnsSuffixOf, partitionOfRegion, regionalDomain } from '../state/partition.rules.js';
import { addressAt } from './cidr.rules.js';
import { ec2Id } from './ec2-ids.js';
import type { Ec2Place } from './ec2-state.js';
import { newInterface, nextPosition } from './network-parts.js';

/** What AWS puts on an endpoint that is made without a policy. */
const OPEN_POLICY = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

interface EndpointFacts {
  readonly id: string;
  readonly vpcId: string;
  /** `s3` of `com.amazonaws.us-east-1.s3` */
  readonly service: string;
  readonly type: 'Gateway' | 'Interface';
  readonly subnets: readonly Subnet[];
  readonly policy: string | undefined;
}

/** An endpoint: a gateway in a route table, or interfaces in subnets. */
export function addEndpoint(place: Ec2Place, facts: EndpointFacts): void {
  const isGateway = facts.type === 'Gateway';
  const interfaces = isGateway ? [] : facts.subnets.map((subnet) => interfaceIn(place, facts.id, subnet));
  const made: VpcEndpoint = {
    VpcEndpointId: facts.id,
    VpcEndpointType: facts.type,
    VpcId: facts.vpcId,
    OwnerId: place.accountId,
    ServiceName: `com.amazonaws.${place.region}.${facts.service}`,
    ServiceRegion: place.region,
    State: 'available' as NonNullable<VpcEndpoint['State']>,
    PolicyDocument: facts.policy ?? OPEN_POLICY,
    RouteTableIds: isGateway ? [ec2Id('rtb', facts.vpcId)] : [],
    SubnetIds: facts.subnets.flatMap(({ SubnetId }) => SubnetId ?? []),
    Groups: [],
    IpAddressType: 'ipv4',
    NetworkInterfaceIds: interfaces,
    PrivateDnsEnabled: !isGateway,
    RequesterManaged: false,
    DnsEntries: isGateway ? [] : dnsEntries(place, facts),
    CreationTimestamp: place.madeAt,
  };
  place.endpoints.set(facts.id, made);
}

function interfaceIn(place: Ec2Place, endpointId: string, subnet: Subnet): string {
  const { NetworkInterfaceId = '' } = newInterface(place, {
    of: `${endpointId}/${subnet.SubnetId ?? ''}`,
    subnet,
    privateAddress: addressAt(subnet.CidrBlock ?? '', nextPosition(subnet)),
    type: 'vpc_endpoint',
    description: `VPC Endpoint Interface ${endpointId}`,
    requesterId: '727180483921',
  });
  return NetworkInterfaceId;
}

function dnsEntries({ region }: Ec2Place, { id, service }: EndpointFacts): NonNullable<VpcEndpoint['DnsEntries']> {
  return [
    { DnsName: `${id}.${service}.${region}.vpce.${dnsSuffixOf(partitionOfRegion(region))}` },
    { DnsName: `${service}.${regionalDomain(region)}` },
  ];
}
