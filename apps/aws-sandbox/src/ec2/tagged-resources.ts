import type { ResourceType } from '@aws-sdk/client-ec2';

import type { Ec2Place } from './ec2-state.js';

/** A resource that can be tagged. */
export interface TaggedResource {
  readonly id: string;
  readonly type: ResourceType;
}

/** Each kind of resource that a place has: where it is kept, its name in EC2's ARNs and tags, and in CloudFormation. */
export const TAGGED_KINDS: readonly {
  readonly type: ResourceType;
  readonly cloudFormation: string;
  readonly in: (place: Ec2Place) => ReadonlyMap<string, object>;
}[] = [
  { type: 'vpc', cloudFormation: 'AWS::EC2::VPC', in: ({ vpcs }) => vpcs },
  { type: 'subnet', cloudFormation: 'AWS::EC2::Subnet', in: ({ subnets }) => subnets },
  { type: 'internet-gateway', cloudFormation: 'AWS::EC2::InternetGateway', in: (place) => place.internetGateways },
  { type: 'natgateway', cloudFormation: 'AWS::EC2::NatGateway', in: ({ natGateways }) => natGateways },
  { type: 'vpc-endpoint', cloudFormation: 'AWS::EC2::VPCEndpoint', in: ({ endpoints }) => endpoints },
  { type: 'elastic-ip', cloudFormation: 'AWS::EC2::EIP', in: ({ addresses }) => addresses },
  { type: 'instance', cloudFormation: 'AWS::EC2::Instance', in: ({ instances }) => instances },
  { type: 'network-interface', cloudFormation: 'AWS::EC2::NetworkInterface', in: (place) => place.networkInterfaces },
];

/** The resource of this id, of whatever kind. */
export function resourceOf(place: Ec2Place, id: string): TaggedResource | undefined {
  const kind = TAGGED_KINDS.find((each) => each.in(place).has(id));
  return kind === undefined ? undefined : { id, type: kind.type };
}

/** `arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0123` */
export function resourceArn(
  partition: string,
  place: Pick<Ec2Place, 'accountId' | 'region'>,
  of: TaggedResource,
): string {
  return `arn:${partition}:ec2:${place.region}:${place.accountId}:${of.type}/${of.id}`;
}
