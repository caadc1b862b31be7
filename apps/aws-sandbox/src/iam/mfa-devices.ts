import { randomBytes } from 'node:crypto';

import {
  CreateVirtualMFADevice$,
  type CreateVirtualMFADeviceRequest,
  type CreateVirtualMFADeviceResponse,
  DeleteVirtualMFADevice$,
  type DeleteVirtualMFADeviceRequest,
  ListMFADeviceTags$,
  type ListMFADeviceTagsRequest,
  type ListMFADeviceTagsResponse,
  ListVirtualMFADevices$,
  type ListVirtualMFADevicesRequest,
  type ListVirtualMFADevicesResponse,
  TagMFADevice$,
  type TagMFADeviceRequest,
  UntagMFADevice$,
  type UntagMFADeviceRequest,
  type VirtualMFADevice,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { base32 } from '../signing/access-key-id.rules.js';
import type { Account } from '../state/model.js';
import {
  PATH,
  deleteConflict,
  entityAlreadyExists,
  iamArn,
  noSuchEntity,
  onTagged,
  ownAccount,
  withContext,
} from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { type MfaDevice, iamStateOf } from './iam-state.js';
import { mergedTags, newTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { tagPage } from './tag-page.js';
import { listedUserShape } from './user-shapes.js';

const DEVICE_NAME = { minLength: 1, maxLength: 226, pattern: '[\\w+=,.@-]+' } as const;
const SERIAL = { minLength: 9, maxLength: 256, pattern: '[\\w+=/:,.@-]+' } as const;
const SEED_BYTES = 40;

interface NamesDevice {
  readonly SerialNumber?: string | undefined;
}

/** The device of this serial number, or NoSuchEntity. */
export function deviceNamed(call: Call, serialNumber = ''): MfaDevice {
  const device = iamStateOf(call.world, call.caller.accountId).mfaDevices.get(serialNumber);
  if (device !== undefined) return device;
  throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
}

function onDevice<Input extends NamesDevice>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ SerialNumber: input.SerialNumber }, { SerialNumber: SERIAL });
    const arn = input.SerialNumber ?? '';
    const tags = iamStateOf(call.world, call.caller.accountId).mfaDevices.get(arn)?.tags;
    return [withContext(onTagged(call, action, { arn, tags }), more(input))];
  };
}

export const createVirtualMfaDevice = operation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse>({
  schema: CreateVirtualMFADevice$,
  access: (input, call) => {
    refuseViolations(
      { VirtualMFADeviceName: input.VirtualMFADeviceName, Path: input.Path },
      { VirtualMFADeviceName: DEVICE_NAME, Path: PATH },
    );
    const account = ownAccount(call);
    return [
      {
        action: 'iam:CreateVirtualMFADevice',
        resource: serialOf(account, input),
        resourceAccountId: account.id,
        context: requestTagContext(input.Tags ?? []),
      },
    ];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const { mfaDevices } = iamStateOf(call.world, account.id);
    const serialNumber = serialOf(account, input);
    if (mfaDevices.has(serialNumber)) {
      throw entityAlreadyExists('MFADevice entity at the same path and name already exists.');
    }
    const device: MfaDevice = {
      serialNumber,
      name: input.VirtualMFADeviceName ?? '',
      seed: new Uint8Array(randomBytes(SEED_BYTES)),
      tags: newTags(input.Tags),
      userId: undefined,
      enabledAt: undefined,
      drift: 0,
      lastStep: 0,
    };
    mfaDevices.set(serialNumber, device);
    return { VirtualMFADevice: { SerialNumber: serialNumber, Base32StringSeed: Buffer.from(base32(device.seed)) } };
  },
});

function serialOf(account: Account, input: CreateVirtualMFADeviceRequest): string {
  return iamArn(account, 'mfa', `${input.Path ?? '/'}${input.VirtualMFADeviceName ?? ''}`);
}

export const deleteVirtualMfaDevice = operation<DeleteVirtualMFADeviceRequest, object>({
  schema: DeleteVirtualMFADevice$,
  access: onDevice('iam:DeleteVirtualMFADevice'),
  handle: (input, call) => {
    const device = deviceNamed(call, input.SerialNumber);
    if (device.userId !== undefined) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
    iamStateOf(call.world, call.caller.accountId).mfaDevices.delete(device.serialNumber);
    return {};
  },
});

export const listVirtualMfaDevices = operation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>({
  schema: ListVirtualMFADevices$,
  access: (input, call) => {
    const { AssignmentStatus } = input;
    refuseViolations({ AssignmentStatus }, { AssignmentStatus: { oneOf: ['Any', 'Assigned', 'Unassigned'] } });
    const account = ownAccount(call);
    const resource = iamArn(account, 'mfa', '/*');
    return [{ action: 'iam:ListVirtualMFADevices', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const { AssignmentStatus: wanted = 'Any' } = input;
    const matching = [...iamStateOf(call.world, account.id).mfaDevices.values()].filter(
      ({ userId }) => wanted === 'Any' || (userId !== undefined) === (wanted === 'Assigned'),
    );
    const keyOf = ({ serialNumber }: MfaDevice): string => serialNumber;
    const { items, ...rest } = pageOf(sortedBy(matching, keyOf), keyOf, input);
    return { VirtualMFADevices: items.map((device) => listedShape(account, device)), ...rest };
  },
});

function listedShape(account: Account, { serialNumber, userId, enabledAt }: MfaDevice): VirtualMFADevice {
  const user = userId === undefined ? undefined : [...account.users.values()].find(({ id }) => id === userId);
  if (user === undefined) return { SerialNumber: serialNumber };
  return { SerialNumber: serialNumber, User: listedUserShape(user), EnableDate: enabledAt };
}

export const tagMfaDevice = operation<TagMFADeviceRequest, object>({
  schema: TagMFADevice$,
  access: onDevice('iam:TagMFADevice', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = deviceNamed(call, input.SerialNumber);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagMfaDevice = operation<UntagMFADeviceRequest, object>({
  schema: UntagMFADevice$,
  access: onDevice('iam:UntagMFADevice', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = deviceNamed(call, input.SerialNumber);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});

export const listMfaDeviceTags = operation<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse>({
  schema: ListMFADeviceTags$,
  access: onDevice('iam:ListMFADeviceTags'),
  handle: (input, call) => tagPage(deviceNamed(call, input.SerialNumber).tags, input),
});
