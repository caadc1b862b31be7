import {
  DescribeIamInstanceProfileAssociations$,
  type DescribeIamInstanceProfileAssociationsRequest,
  type DescribeIamInstanceProfileAssociationsResult,
  DescribeInstances$,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  DescribeNetworkInterfaces$,
  type DescribeNetworkInterfacesRequest,
  type DescribeNetworkInterfacesResult,
  type IamInstanceProfileAssociation,
  type Instance,
  type NetworkInterface,
  type Reservation,
} from '@aws-sdk/client-ec2';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { type Kind, common, flag, malformedUnless, nextToken, select, tagList } from './describe.js';
import { ec2Operation } from './ec2-operation.js';
import type { ReservedInstance } from './ec2-state.js';

const of =
  (field: (instance: Instance) => string | undefined) =>
  ({ instance }: ReservedInstance) => [field(instance)];

const INSTANCES: Kind<ReservedInstance> = {
  all: ({ instances }) => instances.values(),
  idOf: ({ instance }) => instance.InstanceId ?? '',
  fields: {
    'instance-id': of(({ InstanceId }) => InstanceId),
    'instance-state-name': of(({ State }) => State?.Name),
    'instance-state-code': of(({ State }) => String(State?.Code)),
    'instance-type': of(({ InstanceType }) => InstanceType),
    'instance-lifecycle': of(({ InstanceLifecycle }) => InstanceLifecycle),
    'image-id': of(({ ImageId }) => ImageId),
    architecture: of(({ Architecture }) => Architecture),
    'availability-zone': of(({ Placement }) => Placement?.AvailabilityZone),
    tenancy: of(({ Placement }) => Placement?.Tenancy),
    'iam-instance-profile.arn': of(({ IamInstanceProfile }) => IamInstanceProfile?.Arn),
    'iam-instance-profile.id': of(({ IamInstanceProfile }) => IamInstanceProfile?.Id),
    'ip-address': of(({ PublicIpAddress }) => PublicIpAddress),
    'private-ip-address': of(({ PrivateIpAddress }) => PrivateIpAddress),
    'dns-name': of(({ PublicDnsName }) => PublicDnsName),
    'private-dns-name': of(({ PrivateDnsName }) => PrivateDnsName),
    'key-name': of(({ KeyName }) => KeyName),
    'launch-time': of(({ LaunchTime }) => LaunchTime?.toISOString()),
    'subnet-id': of(({ SubnetId }) => SubnetId),
    'vpc-id': of(({ VpcId }) => VpcId),
    'root-device-type': of(({ RootDeviceType }) => RootDeviceType),
    'network-interface.network-interface-id': ({ instance }) =>
      (instance.NetworkInterfaces ?? []).map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    'owner-id': ({ instance }) => (instance.NetworkInterfaces ?? []).map(({ OwnerId }) => OwnerId),
    'reservation-id': ({ reservationId }) => [reservationId],
  },
  notFound: (id) => new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
  malformed: malformedUnless('i', (id) => new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`)),
};

export const describeInstances = ec2Operation<DescribeInstancesRequest, DescribeInstancesResult>({
  schema: DescribeInstances$,
  handle: (input, call) => {
    const page = select(call, INSTANCES, { ...common(input), ids: input.InstanceIds, idsName: 'instancesSet' });
    return { Reservations: reservationsOf(page.items, call), ...nextToken(page) };
  },
});

/** Instances come in the reservations that they were started in. */
function reservationsOf(items: readonly ReservedInstance[], call: Call): Reservation[] {
  const reservations = new Map<string, Instance[]>();
  for (const { reservationId, instance } of items) {
    const described = { ...instance, Tags: tagList(call, instance.InstanceId ?? '') };
    reservations.set(reservationId, [...(reservations.get(reservationId) ?? []), described]);
  }
  const OwnerId = call.caller.accountId;
  return [...reservations].map(([ReservationId, Instances]) => ({ ReservationId, OwnerId, Groups: [], Instances }));
}

const ASSOCIATIONS: Kind<IamInstanceProfileAssociation> = {
  all: ({ profileAssociations }) => profileAssociations.values(),
  idOf: ({ AssociationId = '' }) => AssociationId,
  fields: {
    'instance-id': ({ InstanceId }) => [InstanceId],
    state: ({ State }) => [State],
  },
  notFound: (id) => new AwsError('InvalidAssociationID.NotFound', `An invalid association-id of '${id}' was given`),
};

export const describeIamInstanceProfileAssociations = ec2Operation<
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult
>({
  schema: DescribeIamInstanceProfileAssociations$,
  handle: (input, call) => {
    const page = select(call, ASSOCIATIONS, { ...common(input), ids: input.AssociationIds });
    return { IamInstanceProfileAssociations: [...page.items], ...nextToken(page) };
  },
});

const INTERFACES: Kind<NetworkInterface> = {
  all: ({ networkInterfaces }) => networkInterfaces.values(),
  idOf: ({ NetworkInterfaceId = '' }) => NetworkInterfaceId,
  fields: {
    'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
    'addresses.private-ip-address': ({ PrivateIpAddresses = [] }) =>
      PrivateIpAddresses.map(({ PrivateIpAddress }) => PrivateIpAddress),
    'association.public-ip': ({ Association }) => [Association?.PublicIp],
    'association.allocation-id': ({ Association }) => [Association?.AllocationId],
    'attachment.instance-id': ({ Attachment }) => [Attachment?.InstanceId],
    'attachment.status': ({ Attachment }) => [Attachment?.Status],
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    description: ({ Description }) => [Description],
    'interface-type': ({ InterfaceType }) => [InterfaceType],
    'mac-address': ({ MacAddress }) => [MacAddress],
    'owner-id': ({ OwnerId }) => [OwnerId],
    'private-dns-name': ({ PrivateDnsName }) => [PrivateDnsName],
    'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
    'requester-id': ({ RequesterId }) => [RequesterId],
    'requester-managed': ({ RequesterManaged }) => [flag(RequesterManaged)],
    'source-dest-check': ({ SourceDestCheck }) => [flag(SourceDestCheck)],
    status: ({ Status }) => [Status],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
  notFound: (id) =>
    new AwsError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`),
  malformed: malformedUnless(
    'eni',
    (id) => new AwsError('InvalidNetworkInterfaceId.Malformed', `The networkInterface ID '${id}' is malformed`),
  ),
};

export const describeNetworkInterfaces = ec2Operation<
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult
>({
  schema: DescribeNetworkInterfaces$,
  handle: (input, call) => {
    const page = select(call, INTERFACES, {
      ...common(input),
      ids: input.NetworkInterfaceIds,
      idsName: 'networkInterfaceIdsSet',
    });
    const NetworkInterfaces = page.items.map((item) => ({ ...item, TagSet: tagList(call, INTERFACES.idOf(item)) }));
    return { NetworkInterfaces, ...nextToken(page) };
  },
});
