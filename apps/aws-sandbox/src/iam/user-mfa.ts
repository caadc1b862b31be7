import {
  DeactivateMFADevice$,
  type DeactivateMFADeviceRequest,
  EnableMFADevice$,
  type EnableMFADeviceRequest,
  GetMFADevice$,
  type GetMFADeviceRequest,
  type GetMFADeviceResponse,
  ListMFADevices$,
  type ListMFADevicesRequest,
  type ListMFADevicesResponse,
  ResyncMFADevice$,
  type ResyncMFADeviceRequest,
} from '@aws-sdk/client-iam';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { User } from '../state/model.js';
import { entityAlreadyExists, noSuchEntity, ownAccount } from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { type MfaDevice, iamStateOf } from './iam-state.js';
import { stepAt, stepOfPair } from './mfa.rules.js';
import { deviceNamed } from './mfa-devices.js';
import { namedUser, onUser } from './named-user.js';

const CODE = { minLength: 6, maxLength: 6, pattern: '[\\d]+' } as const;

interface CodesInput {
  readonly UserName?: string | undefined;
  readonly AuthenticationCode1?: string | undefined;
  readonly AuthenticationCode2?: string | undefined;
}

function onUserWithCodes(action: string) {
  return (input: CodesInput, call: Call) => {
    const { AuthenticationCode1, AuthenticationCode2 } = input;
    refuseViolations(
      { AuthenticationCode1, AuthenticationCode2 },
      { AuthenticationCode1: CODE, AuthenticationCode2: CODE },
    );
    return onUser(action)(input, call);
  };
}

/** Sets the device's clock by two codes in a row, as enabling and synchronising do. */
function synchronise(device: MfaDevice, input: CodesInput, at: Date): void {
  const { AuthenticationCode1: first = '', AuthenticationCode2: second = '' } = input;
  const step = stepOfPair(device, { first, second, at });
  if (step === undefined) {
    throw new AwsError('InvalidAuthenticationCode', 'Authentication code for device is not valid.', { status: 403 });
  }
  device.drift = step - stepAt(at);
  device.lastStep = step;
}

function devicesOf(call: Call, user: User): readonly MfaDevice[] {
  const devices = iamStateOf(call.world, user.accountId).mfaDevices.values();
  return [...devices].filter(({ userId }) => userId === user.id);
}

function deviceOf(call: Call, user: User, serialNumber = ''): MfaDevice {
  const device = devicesOf(call, user).find((each) => each.serialNumber === serialNumber);
  if (device !== undefined) return device;
  throw noSuchEntity(`MFA Device with serial number ${serialNumber} is not enabled for user ${user.name}.`);
}

export const enableMfaDevice = operation<EnableMFADeviceRequest, object>({
  schema: EnableMFADevice$,
  access: onUserWithCodes('iam:EnableMFADevice'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    const device = deviceNamed(call, input.SerialNumber);
    if (device.userId !== undefined) throw entityAlreadyExists('MFA Device is already in use.');
    refuseOver('MFADevicesPerUser', devicesOf(call, user).length + 1);
    synchronise(device, input, call.now);
    device.userId = user.id;
    device.enabledAt = call.now;
    return {};
  },
});

export const resyncMfaDevice = operation<ResyncMFADeviceRequest, object>({
  schema: ResyncMFADevice$,
  access: onUserWithCodes('iam:ResyncMFADevice'),
  handle: (input, call) => {
    synchronise(deviceOf(call, namedUser(input, call), input.SerialNumber), input, call.now);
    return {};
  },
});

export const deactivateMfaDevice = operation<DeactivateMFADeviceRequest, object>({
  schema: DeactivateMFADevice$,
  access: onUser('iam:DeactivateMFADevice'),
  handle: (input, call) => {
    const device = deviceOf(call, namedUser(input, call), input.SerialNumber);
    device.userId = undefined;
    device.enabledAt = undefined;
    return {};
  },
});

export const listMfaDevices = operation<ListMFADevicesRequest, ListMFADevicesResponse>({
  schema: ListMFADevices$,
  access: onUser('iam:ListMFADevices'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    const keyOf = ({ serialNumber }: MfaDevice): string => serialNumber;
    const { items, ...rest } = pageOf(sortedBy(devicesOf(call, user), keyOf), keyOf, input);
    const MFADevices = items.map(({ serialNumber, enabledAt }) => ({
      UserName: user.name,
      SerialNumber: serialNumber,
      EnableDate: enabledAt,
    }));
    return { MFADevices, ...rest };
  },
});

/** Without a user name, whoever of the account has the device. */
export const getMfaDevice = operation<GetMFADeviceRequest, GetMFADeviceResponse>({
  schema: GetMFADevice$,
  access: (input, call) => onUser('iam:GetMFADevice')({ UserName: ownerName(input, call) }, call),
  handle: (input, call) => {
    const { serialNumber, enabledAt } = deviceNamed(call, input.SerialNumber);
    const user = namedUser({ UserName: ownerName(input, call) }, call);
    deviceOf(call, user, serialNumber);
    return { UserName: user.name, SerialNumber: serialNumber, EnableDate: enabledAt, Certifications: {} };
  },
});

function ownerName(input: GetMFADeviceRequest, call: Call): string | undefined {
  if (input.UserName !== undefined) return input.UserName;
  const device = iamStateOf(call.world, call.caller.accountId).mfaDevices.get(input.SerialNumber ?? '');
  const owner = [...ownAccount(call).users.values()].find(({ id }) => id === device?.userId);
  return owner?.name;
}
