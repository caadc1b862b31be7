import {
  type AvailabilityZone,
  DescribeAvailabilityZones$,
  type DescribeAvailabilityZonesRequest,
  type DescribeAvailabilityZonesResult,
  DescribeRegions$,
  type DescribeRegionsRequest,
  type DescribeRegionsResult,
  type Region,
} from '@aws-sdk/client-ec2';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { zoneOf } from './ec2-ids.js';
import { ec2Operation } from './ec2-operation.js';
import { optedInRegions } from './ec2-state.js';
import { filtered } from './filters.rules.js';
import { endpointOf, regionsOf } from './regions.rules.js';

const NO_TAGS = { tagsOf: () => new Map<string, string>() };

export const describeRegions = ec2Operation<DescribeRegionsRequest, DescribeRegionsResult>({
  schema: DescribeRegions$,
  handle: (input, call) => {
    const all = everyRegion(call);
    const names = input.RegionNames ?? [];
    const unknown = names.filter((name) => !all.some(({ RegionName }) => RegionName === name));
    if (unknown.length > 0) {
      throw new AwsError('InvalidParameterValue', `Invalid region names provided: ${unknown.join(', ')}`);
    }
    // A region that is named is told of even when it is off.
    const wanted = all.filter(({ RegionName = '', OptInStatus }) =>
      names.length > 0 ? names.includes(RegionName) : input.AllRegions === true || OptInStatus !== 'not-opted-in',
    );
    const fields = {
      endpoint: ({ Endpoint }: Region) => [Endpoint],
      'opt-in-status': ({ OptInStatus }: Region) => [OptInStatus],
      'region-name': ({ RegionName }: Region) => [RegionName],
    };
    return { Regions: [...filtered(wanted, input.Filters ?? [], { fields, ...NO_TAGS })] };
  },
});

function everyRegion({ world, caller }: Call): readonly Region[] {
  const optedIn = optedInRegions(world, caller.accountId);
  return regionsOf(partitionOf(world, caller.accountId)).map(({ name, isDefault }) => ({
    RegionName: name,
    Endpoint: endpointOf(name),
    OptInStatus: isDefault ? 'opt-in-not-required' : optedIn.has(name) ? 'opted-in' : 'not-opted-in',
  }));
}

export const describeAvailabilityZones = ec2Operation<
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult
>({
  schema: DescribeAvailabilityZones$,
  handle: (input, { region }) => {
    const all = ['a', 'b', 'c'].map((letter) => zoneShape(region, letter));
    const wanted = [...namedZones(input)];
    const unknown = wanted.find((name) => !all.some(({ ZoneName, ZoneId }) => ZoneName === name || ZoneId === name));
    if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${unknown}]`);
    const named = all.filter(
      ({ ZoneName = '', ZoneId = '' }) => wanted.length === 0 || wanted.includes(ZoneName) || wanted.includes(ZoneId),
    );
    const fields = {
      'region-name': ({ RegionName }: AvailabilityZone) => [RegionName],
      'zone-id': ({ ZoneId }: AvailabilityZone) => [ZoneId],
      'zone-name': ({ ZoneName }: AvailabilityZone) => [ZoneName],
      'zone-type': ({ ZoneType }: AvailabilityZone) => [ZoneType],
      state: ({ State }: AvailabilityZone) => [State],
      'opt-in-status': ({ OptInStatus }: AvailabilityZone) => [OptInStatus],
    };
    return { AvailabilityZones: [...filtered(named, input.Filters ?? [], { fields, ...NO_TAGS })] };
  },
});

function namedZones({ ZoneNames = [], ZoneIds = [] }: DescribeAvailabilityZonesRequest): readonly string[] {
  return [...ZoneNames, ...ZoneIds];
}

function zoneShape(region: string, letter: string): AvailabilityZone {
  const { name, id } = zoneOf(region, letter);
  return {
    ZoneName: name,
    ZoneId: id,
    ZoneType: 'availability-zone',
    RegionName: region,
    GroupName: region,
    NetworkBorderGroup: region,
    OptInStatus: 'opt-in-not-required',
    State: 'available',
    Messages: [],
  };
}
