import type {
  Address,
  IamInstanceProfileAssociation,
  Instance,
  InternetGateway,
  NatGateway,
  NetworkInterface,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';

import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';
import { addDefaultNetwork } from './default-network.js';

/** An instance and the reservation it was started in. */
export interface ReservedInstance {
  readonly reservationId: string;
  readonly instance: Instance;
}

/** EC2's resources of one account in one region, in the API's own shapes without their tags, by id. */
export interface Ec2Place {
  readonly accountId: string;
  readonly region: string;
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly internetGateways: Map<string, InternetGateway>;
  readonly natGateways: Map<string, NatGateway>;
  readonly endpoints: Map<string, VpcEndpoint>;
  /** By allocation id. */
  readonly addresses: Map<string, Address>;
  readonly instances: Map<string, ReservedInstance>;
  readonly networkInterfaces: Map<string, NetworkInterface>;
  readonly profileAssociations: Map<string, IamInstanceProfileAssociation>;
  /** By id of the resource; one that is not here has none. */
  readonly tags: Map<string, Tags>;
  readonly madeAt: Date;
}

interface Ec2State {
  /** By `account/region`. */
  readonly places: Map<string, Ec2Place>;
  /** Regions that are off unless an account asks for them, by account. */
  readonly optedIn: Map<string, Set<string>>;
}

const SLOT: StateSlot<Ec2State> = { name: 'ec2', create: () => ({ places: new Map(), optedIn: new Map() }) };

interface PlaceName {
  readonly accountId: string;
  readonly region: string;
}

/** A place with nothing in it; what the seed describes begins with this. */
export function addPlace(world: World, { accountId, region }: PlaceName, madeAt: Date): Ec2Place {
  const made: Ec2Place = {
    accountId,
    region,
    vpcs: new Map(),
    subnets: new Map(),
    internetGateways: new Map(),
    natGateways: new Map(),
    endpoints: new Map(),
    addresses: new Map(),
    instances: new Map(),
    networkInterfaces: new Map(),
    profileAssociations: new Map(),
    tags: new Map(),
    madeAt,
  };
  stateOf(world, SLOT).places.set(`${accountId}/${region}`, made);
  return made;
}

/**
 * What an account has in a region. Where nobody ever looked and the seed says nothing, there is what AWS puts into every
 * region of a new account: the default VPC.
 */
export function placeIn(world: World, name: PlaceName): Ec2Place {
  const known = stateOf(world, SLOT).places.get(`${name.accountId}/${name.region}`);
  if (known !== undefined) return known;
  const made = addPlace(world, name, world.accounts.get(name.accountId)?.joinedAt ?? new Date(0));
  addDefaultNetwork(made);
  return made;
}

/** The places of an account that the seed described or somebody looked at. */
export function placesOf(world: World, accountId: string): readonly Ec2Place[] {
  return [...stateOf(world, SLOT).places.values()].filter((place) => place.accountId === accountId);
}

/** Regions that an account switched on. */
export function optedInRegions(world: World, accountId: string): ReadonlySet<string> {
  return stateOf(world, SLOT).optedIn.get(accountId) ?? new Set();
}

export function optIn(world: World, accountId: string, regions: readonly string[]): void {
  const { optedIn } = stateOf(world, SLOT);
  optedIn.set(accountId, new Set([...(optedIn.get(accountId) ?? []), ...regions]));
}

/** The tags of a resource; setting some of a resource without any begins with `tagsToSet`. */
export function tagsOf(place: Ec2Place, id: string): ReadonlyMap<string, string> {
  return place.tags.get(id) ?? new Map<string, string>();
}

export function tagsToSet(place: Ec2Place, id: string): Tags {
  const known = place.tags.get(id);
  if (known !== undefined) return known;
  const made: Tags = new Map();
  place.tags.set(id, made);
  return made;
}
