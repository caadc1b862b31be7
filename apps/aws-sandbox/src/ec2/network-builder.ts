import type { Address, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';

import { profileForRole } from './instance-profile.js';
import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { addressAt } from './cidr.rules.js';
import { ec2Id, exampleAddress } from './ec2-ids.js';
import { type Ec2Place, tagsToSet } from './ec2-state.js';
import type { EndpointSeed, InstanceSeed, VpcSeed } from './ec2.seed.js';
import { addEndpoint } from './endpoint-parts.js';
import { addInstance } from './instance-parts.js';
import { NAT, newInterface, newInternetGateway, newSubnet, newVpc, nextPosition } from './network-parts.js';
import { partitionOfRegion } from '../state/partition.rules.js';

type TagRecord = Readonly<Record<string, string>>;

/** Builds the network that a seed describes. Ids come from names, so that they are the same at every start. */
export class NetworkBuilder {
  constructor(
    private readonly world: World,
    private readonly place: Ec2Place,
    private readonly reader: SeedReader,
  ) {}

  addVpc(seed: VpcSeed): void {
    const id = this.idOf('vpc', seed.name);
    newVpc(this.place, id, { cidr: seed.cidr, isDefault: false });
    this.tag(id, seed.name, seed.tags);
    if (seed.internetGateway) {
      const { InternetGatewayId = '' } = newInternetGateway(this.place, id);
      this.tag(InternetGatewayId, seed.name, seed.tags);
    }
    const subnets = new Map(seed.subnets.map((each) => [each.name, this.addSubnet(id, each)]));
    for (const each of seed.endpoints) this.addEndpoint(id, each, subnets);
    for (const each of seed.natGateways) {
      this.addNatGateway(each, subnetNamed(subnets, each.subnet));
    }
    for (const each of seed.instances) this.addInstance(each, subnetNamed(subnets, each.subnet));
  }

  /** An address that belongs to the account; whoever uses it says so by the interface. */
  addAddress(name: string, tags: TagRecord, usedBy?: NetworkInterface): Address {
    const AllocationId = this.idOf('eipalloc', name);
    const address: Address = {
      AllocationId,
      Domain: 'vpc',
      NetworkBorderGroup: this.place.region,
      PublicIp: exampleAddress(AllocationId),
      PublicIpv4Pool: 'amazon',
    };
    this.place.addresses.set(AllocationId, address);
    this.tag(AllocationId, name, tags);
    if (usedBy !== undefined) associate(address, usedBy, this.place.accountId);
    return address;
  }

  private addSubnet(vpcId: string, seed: VpcSeed['subnets'][number]): Subnet {
    const id = this.idOf('subnet', `${vpcId}/${seed.name}`);
    this.tag(id, seed.name, seed.tags);
    return newSubnet(this.place, id, {
      vpcId,
      cidr: seed.cidr,
      zone: seed.zone,
      isPublic: seed.public,
      isDefault: false,
      partition: partitionOfRegion(this.place.region),
    });
  }

  private addEndpoint(vpcId: string, seed: EndpointSeed, subnets: ReadonlyMap<string, Subnet>): void {
    const id = this.idOf('vpce', `${vpcId}/${seed.service}`);
    const where = `policy of the endpoint for ${seed.service} in ${vpcId}`;
    const accountId = this.place.accountId;
    addEndpoint(this.place, {
      id,
      vpcId,
      service: seed.service,
      type: seed.type,
      subnets: seed.subnets.map((name) => subnetNamed(subnets, name)),
      policy:
        seed.policy === undefined
          ? undefined
          : this.reader.document(seed.policy, { accountId, kind: 'resource', where }),
    });
    this.tag(id, seed.service, seed.tags);
  }

  private addNatGateway(seed: VpcSeed['natGateways'][number], subnet: Subnet): void {
    const NatGatewayId = this.idOf('nat', seed.name);
    const used = newInterface(this.place, {
      of: NatGatewayId,
      subnet,
      privateAddress: addressAt(subnet.CidrBlock ?? '', nextPosition(subnet)),
      type: NAT,
      description: `Interface for NAT Gateway ${NatGatewayId}`,
      requesterId: '439215430215',
    });
    const { AllocationId, AssociationId, PublicIp } = this.addAddress(seed.name, seed.tags, used);
    this.place.natGateways.set(NatGatewayId, {
      NatGatewayId,
      VpcId: subnet.VpcId,
      SubnetId: subnet.SubnetId,
      State: 'available',
      ConnectivityType: 'public',
      CreateTime: this.place.madeAt,
      NatGatewayAddresses: [
        {
          AllocationId,
          AssociationId,
          IsPrimary: true,
          NetworkInterfaceId: used.NetworkInterfaceId,
          PrivateIp: used.PrivateIpAddress,
          PublicIp,
          Status: 'succeeded',
        },
      ],
    });
    this.tag(NatGatewayId, seed.name, seed.tags);
  }

  private addInstance(seed: InstanceSeed, subnet: Subnet): void {
    const id = this.idOf('i', seed.name);
    const profile = seed.profile === undefined ? undefined : profileForRole(this.world, this.place, seed.profile);
    const used = addInstance(this.place, {
      id,
      subnet,
      type: seed.type,
      state: seed.state,
      launchedAt: this.reader.madeDaysAgo(seed.startedDaysAgo),
      profile,
    });
    this.tag(id, seed.name, seed.tags);
    if (!seed.elasticAddress) return;
    const { PublicIp } = this.addAddress(seed.name, seed.tags, used);
    const instance = this.place.instances.get(id)?.instance;
    if (instance !== undefined) instance.PublicIpAddress = PublicIp;
  }

  private idOf(prefix: string, name: string): string {
    return ec2Id(prefix, `${this.place.accountId}/${this.place.region}/${name}`);
  }

  private tag(id: string, name: string, tags: TagRecord): void {
    const set = tagsToSet(this.place, id);
    set.set('Name', name);
    for (const [key, value] of Object.entries(tags)) set.set(key, value);
  }
}

function associate(address: Address, used: NetworkInterface, accountId: string): void {
  address.AssociationId = ec2Id('eipassoc', address.AllocationId ?? '');
  address.NetworkInterfaceId = used.NetworkInterfaceId;
  address.NetworkInterfaceOwnerId = accountId;
  address.PrivateIpAddress = used.PrivateIpAddress;
  const instanceId = used.Attachment?.InstanceId;
  if (instanceId !== undefined) address.InstanceId = instanceId;
  used.Association = {
    AllocationId: address.AllocationId,
    AssociationId: address.AssociationId,
    IpOwnerId: accountId,
    PublicIp: address.PublicIp,
  };
}

function subnetNamed(subnets: ReadonlyMap<string, Subnet>, name: string): Subnet {
  const subnet = subnets.get(name);
  if (subnet === undefined) throw new Error(`seed: there is no subnet named ${name} in the VPC that uses it`);
  return subnet;
}
