import { ec2Id } from './ec2-ids.js';
import type { Ec2Place } from './ec2-state.js';
import { newInternetGateway, newSubnet, newVpc } from './network-parts.js';
import { partitionOfRegion } from '../state/partition.rules.js';

/** The default VPC that AWS puts into each region of an account: one public subnet for each of three zones. */
export function addDefaultNetwork(place: Ec2Place): void {
  const name = `${place.accountId}/${place.region}/default`;
  const vpcId = ec2Id('vpc', name);
  newVpc(place, vpcId, { cidr: '172.31.0.0/16', isDefault: true });
  newInternetGateway(place, vpcId);
  for (const [index, zone] of ['a', 'b', 'c'].entries()) {
    newSubnet(place, ec2Id('subnet', `${name}/${zone}`), {
      vpcId,
      zone,
      cidr: `172.31.${String(index * 16)}.0/20`,
      isPublic: true,
      isDefault: true,
      partition: partitionOfRegion(place.region),
    });
  }
}
