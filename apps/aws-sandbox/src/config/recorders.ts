import {
  type ConfigurationRecorder,
  type ConfigurationRecorderStatus,
  DescribeConfigurationRecorders$,
  type DescribeConfigurationRecordersRequest,
  type DescribeConfigurationRecordersResponse,
  DescribeConfigurationRecorderStatus$,
  type DescribeConfigurationRecorderStatusRequest,
  type DescribeConfigurationRecorderStatusResponse,
} from '@aws-sdk/client-config-service';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { homeRegion } from '../state/home-region.rules.js';
import { partitionOf } from '../state/lookup.js';
import { shortId } from '../state/unique-id.js';
import { onAccount } from './discovered-resources.js';

/** Every account of the sandbox records everything in every region, under AWS's own name for a recorder. */
const NAME = 'default';

export const describeConfigurationRecorders = operation<
  DescribeConfigurationRecordersRequest,
  DescribeConfigurationRecordersResponse
>({
  schema: DescribeConfigurationRecorders$,
  access: onAccount('config:DescribeConfigurationRecorders'),
  handle: (input, call) => {
    refuseUnknown(input);
    return { ConfigurationRecorders: [recorderOf(call)] };
  },
});

export const describeConfigurationRecorderStatus = operation<
  DescribeConfigurationRecorderStatusRequest,
  DescribeConfigurationRecorderStatusResponse
>({
  schema: DescribeConfigurationRecorderStatus$,
  access: onAccount('config:DescribeConfigurationRecorderStatus'),
  handle: (input, call) => {
    refuseUnknown(input);
    return { ConfigurationRecordersStatus: [statusOf(call)] };
  },
});

function refuseUnknown({ ConfigurationRecorderNames = [] }: DescribeConfigurationRecordersRequest): void {
  const unknown = ConfigurationRecorderNames.find((name) => name !== NAME);
  if (unknown === undefined) return;
  throw new AwsError(
    'NoSuchConfigurationRecorderException',
    `Cannot find configuration recorder with the specified name '${unknown}'.`,
  );
}

function recorderOf({ world, caller, region }: Call): ConfigurationRecorder {
  const partition = partitionOf(world, caller.accountId);
  return {
    arn: arnOf({ world, caller, region }),
    name: NAME,
    roleARN: `arn:${partition}:iam::${caller.accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    recordingGroup: {
      allSupported: true,
      includeGlobalResourceTypes: region === homeRegion(partition),
      resourceTypes: [],
      recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
    },
    recordingMode: { recordingFrequency: 'CONTINUOUS', recordingModeOverrides: [] },
    recordingScope: 'PAID',
  };
}

function statusOf(call: Call): ConfigurationRecorderStatus {
  const since = call.world.accounts.get(call.caller.accountId)?.joinedAt;
  return {
    arn: arnOf(call),
    name: NAME,
    recording: true,
    lastStatus: 'Success',
    ...(since === undefined ? {} : { lastStartTime: since, lastStatusChangeTime: since }),
  };
}

function arnOf({ world, caller, region }: Pick<Call, 'world' | 'caller' | 'region'>): string {
  const id = shortId(16, `${caller.accountId}/${region}/recorder`);
  const partition = partitionOf(world, caller.accountId);
  return `arn:${partition}:config:${region}:${caller.accountId}:configuration-recorder/${NAME}/${id}`;
}
