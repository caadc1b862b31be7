import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { readBlock } from './cidr.rules.js';
import { addDefaultNetwork } from './default-network.js';
import { addPlace, optIn } from './ec2-state.js';
import { NetworkBuilder } from './network-builder.js';

const Name = z.string().regex(/^[\w .-]{1,60}$/u, 'a name has up to 60 letters, digits, spaces, dots and hyphens');
const Tags = z.record(z.string(), z.string()).default({});
const Cidr = z
  .string()
  .refine((text) => readBlock(text) !== undefined, 'a block of addresses is written like 10.0.0.0/16');
const Region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1');
const Days = z.number().min(0).max(20_000);

const Subnet = z.strictObject({
  name: Name,
  cidr: Cidr,
  zone: z.enum(['a', 'b', 'c']),
  /** Whether instances in it get public addresses. */
  public: z.boolean().default(false),
  tags: Tags,
});

const Endpoint = z.strictObject({
  /** The last part of its name: `s3` of `com.amazonaws.us-east-1.s3`. */
  service: z.string().regex(/^[a-z0-9.-]+$/u),
  type: z.enum(['Gateway', 'Interface']),
  /** Absent: everything is let through. */
  policy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** Names of subnets, for interfaces. */
  subnets: z.array(Name).default([]),
  tags: Tags,
});

const NatGateway = z.strictObject({ name: Name, subnet: Name, tags: Tags });

const Instance = z.strictObject({
  name: Name,
  subnet: Name,
  type: z.string().default('t3.medium'),
  state: z.enum(['running', 'stopped']).default('running'),
  /** Name of an instance profile of the account; made with the role of that name where there is none. */
  profile: z.string().optional(),
  /** Gives it an address that stays when it is stopped. */
  elasticAddress: z.boolean().default(false),
  startedDaysAgo: Days.default(30),
  tags: Tags,
});

const Vpc = z.strictObject({
  name: Name,
  cidr: Cidr,
  internetGateway: z.boolean().default(false),
  subnets: z.array(Subnet).default([]),
  endpoints: z.array(Endpoint).default([]),
  natGateways: z.array(NatGateway).default([]),
  instances: z.array(Instance).default([]),
  tags: Tags,
});

/** The network of an account in one region. */
export const SeedNetwork = z.strictObject({
  region: Region,
  /** Whether the VPC that AWS makes is still there. */
  defaultVpc: z.boolean().default(false),
  vpcs: z.array(Vpc).default([]),
  /** Addresses that are paid for and not in use. */
  idleAddresses: z.array(z.strictObject({ name: Name, tags: Tags })).default([]),
  createdDaysAgo: Days.default(500),
});

/** Regions that an account switched on. */
export const SeedOptedInRegions = z.array(Region).default([]);

export type NetworkSeed = z.infer<typeof SeedNetwork>;
export type VpcSeed = z.infer<typeof Vpc>;
export type InstanceSeed = z.infer<typeof Instance>;
export type EndpointSeed = z.infer<typeof Endpoint>;

interface Ec2Seed {
  readonly networks: readonly NetworkSeed[];
  readonly optedInRegions: readonly string[];
}

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the networks of an account into the world; its roles must be there already. */
export function seedEc2(world: World, { networks, optedInRegions }: Ec2Seed, { accountId, reader }: SeedPlace): void {
  optIn(world, accountId, optedInRegions);
  for (const network of networks) {
    const place = addPlace(world, { accountId, region: network.region }, reader.madeDaysAgo(network.createdDaysAgo));
    if (network.defaultVpc) addDefaultNetwork(place);
    const builder = new NetworkBuilder(world, place, reader);
    for (const vpc of network.vpcs) builder.addVpc(vpc);
    for (const { name, tags } of network.idleAddresses) builder.addAddress(name, tags);
  }
}
