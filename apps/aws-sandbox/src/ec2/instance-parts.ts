import type { IamInstanceProfile, Instance, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';

import { addressAt } from './cidr.rules.js';
import { ec2Id } from './ec2-ids.js';
import type { Ec2Place } from './ec2-state.js';
import { newInterface, nextPosition } from './network-parts.js';

interface InstanceFacts {
  readonly id: string;
  readonly subnet: Subnet;
  readonly type: string;
  readonly state: 'running' | 'stopped';
  readonly launchedAt: Date;
  readonly profile: IamInstanceProfile | undefined;
}

const STATES = { running: { Code: 16, Name: 'running' }, stopped: { Code: 80, Name: 'stopped' } } as const;

/** An instance in a reservation of its own; gives back the interface it is reached by. */
export function addInstance(place: Ec2Place, facts: InstanceFacts): NetworkInterface {
  const { id, subnet, profile, launchedAt } = facts;
  const PrivateIpAddress = addressAt(subnet.CidrBlock ?? '', nextPosition(subnet));
  const used = newInterface(place, {
    of: id,
    subnet,
    privateAddress: PrivateIpAddress,
    type: 'interface',
    description: '',
    instanceId: id,
  });
  const instance: Instance = {
    InstanceId: id,
    // The seed's types are text, the SDK's a list that grows with each of its versions.
    InstanceType: facts.type as NonNullable<Instance['InstanceType']>,
    ImageId: ec2Id('ami', place.region),
    State: STATES[facts.state],
    LaunchTime: launchedAt,
    AmiLaunchIndex: 0,
    Architecture: 'x86_64',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    PlatformDetails: 'Linux/UNIX',
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    EbsOptimized: false,
    EnaSupport: true,
    Monitoring: { State: 'disabled' },
    Placement: { AvailabilityZone: subnet.AvailabilityZone, GroupName: '', Tenancy: 'default' },
    MetadataOptions: { State: 'applied', HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled' },
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    PrivateIpAddress,
    PrivateDnsName: used.PrivateDnsName,
    PublicDnsName: '',
    SourceDestCheck: true,
    SecurityGroups: [],
    ProductCodes: [],
    BlockDeviceMappings: [],
    NetworkInterfaces: [attachedInterface(used, launchedAt)],
    ...(profile === undefined ? {} : { IamInstanceProfile: profile }),
  };
  place.instances.set(id, { reservationId: ec2Id('r', id), instance });
  if (profile !== undefined) associateProfile(place, { id, profile });
  return used;
}

function attachedInterface(used: NetworkInterface, at: Date): NonNullable<Instance['NetworkInterfaces']>[number] {
  return {
    NetworkInterfaceId: used.NetworkInterfaceId,
    OwnerId: used.OwnerId,
    SubnetId: used.SubnetId,
    VpcId: used.VpcId,
    MacAddress: used.MacAddress,
    PrivateIpAddress: used.PrivateIpAddress,
    PrivateDnsName: used.PrivateDnsName,
    InterfaceType: 'interface',
    SourceDestCheck: true,
    Status: 'in-use',
    Attachment: {
      AttachmentId: used.Attachment?.AttachmentId,
      AttachTime: at,
      DeleteOnTermination: true,
      DeviceIndex: 0,
      Status: 'attached',
    },
  };
}

function associateProfile(place: Ec2Place, { id, profile }: { id: string; profile: IamInstanceProfile }): void {
  const AssociationId = ec2Id('iip-assoc', id);
  place.profileAssociations.set(AssociationId, {
    AssociationId,
    InstanceId: id,
    IamInstanceProfile: profile,
    State: 'associated',
  });
}
