import {
  DescribeTrails$,
  type DescribeTrailsRequest,
  type DescribeTrailsResponse,
  GetTrail$,
  type GetTrailRequest,
  type GetTrailResponse,
  GetTrailStatus$,
  type GetTrailStatusRequest,
  type GetTrailStatusResponse,
  ListTrails$,
  type ListTrailsRequest,
  type ListTrailsResponse,
  type Trail,
} from '@aws-sdk/client-cloudtrail';

import { callsOf } from '../call-log/call-log.js';
import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';

const NAME = 'organization-trail';
const HOME_REGION = 'us-east-1';

/** Every organization has one trail of management events over all its accounts; without one EventBridge hears nothing. */
function trailOf({ world, caller }: Call): Trail | undefined {
  const organization = world.organizations.get(world.accounts.get(caller.accountId)?.organizationId ?? '');
  if (organization === undefined) return undefined;
  const { managementAccountId, partition, id } = organization;
  return {
    Name: NAME,
    TrailARN: `arn:${partition}:cloudtrail:${HOME_REGION}:${managementAccountId}:trail/${NAME}`,
    S3BucketName: `${id}-cloudtrail`,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: true,
    HomeRegion: HOME_REGION,
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: true,
  };
}

function ask(action: string): (input: object, call: Call) => readonly AccessQuestion[] {
  return (_input, { caller }) => [
    { action: `cloudtrail:${action}`, resource: '*', resourceAccountId: caller.accountId },
  ];
}

/** The question about one trail, which may be named by name or ARN. */
function askTrail(action: string): (input: { Name?: string | undefined }, call: Call) => readonly AccessQuestion[] {
  return ({ Name = '' }, { world, caller, region }) => {
    const partition = world.accounts.get(caller.accountId)?.partition ?? world.partition;
    const resource = Name.startsWith('arn:')
      ? Name
      : `arn:${partition}:cloudtrail:${region}:${caller.accountId}:trail/${Name}`;
    return [{ action: `cloudtrail:${action}`, resource, resourceAccountId: caller.accountId }];
  };
}

function trailNamed({ Name = '' }: { Name?: string | undefined }, call: Call): Trail {
  const trail = trailOf(call);
  if (trail !== undefined && (Name === trail.Name || Name === trail.TrailARN)) return trail;
  throw new AwsError('TrailNotFoundException', `Unknown trail: ${Name} for the user: ${call.caller.accountId}`);
}

export const describeTrails = operation<DescribeTrailsRequest, DescribeTrailsResponse>({
  schema: DescribeTrails$,
  access: ask('DescribeTrails'),
  handle: ({ trailNameList = [], includeShadowTrails = true }, call) => {
    const trail = trailOf(call);
    const isThere = trail !== undefined && (includeShadowTrails || call.region === HOME_REGION);
    const isMeant =
      trailNameList.length === 0 || trailNameList.some((name) => name === trail?.Name || name === trail?.TrailARN);
    return { trailList: isThere && isMeant ? [trail] : [] };
  },
});

export const listTrails = operation<ListTrailsRequest, ListTrailsResponse>({
  schema: ListTrails$,
  access: ask('ListTrails'),
  handle: (_input, call) => {
    const trail = trailOf(call);
    if (trail === undefined) return { Trails: [] };
    return { Trails: [{ TrailARN: trail.TrailARN, Name: trail.Name, HomeRegion: trail.HomeRegion }] };
  },
});

export const getTrail = operation<GetTrailRequest, GetTrailResponse>({
  schema: GetTrail$,
  access: askTrail('GetTrail'),
  handle: (input, call) => ({ Trail: trailNamed(input, call) }),
});

export const getTrailStatus = operation<GetTrailStatusRequest, GetTrailStatusResponse>({
  schema: GetTrailStatus$,
  access: askTrail('GetTrailStatus'),
  handle: (input, call) => {
    trailNamed(input, call);
    const since = loggingSince(call);
    const latest = callsOf(call.world, call.caller.accountId).at(-1)?.time;
    return {
      IsLogging: true,
      ...(since === undefined ? {} : { StartLoggingTime: since }),
      ...(latest === undefined ? {} : { LatestDeliveryTime: latest }),
    };
  },
});

/** Logging began with the account. */
function loggingSince({ world: { accounts }, caller }: Call): Date | undefined {
  return accounts.get(caller.accountId)?.joinedAt;
}
