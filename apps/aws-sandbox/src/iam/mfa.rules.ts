import type { User, World } from '../state/model.js';
import { type MfaDevice, iamStateOf } from './iam-state.js';
import { codeOf } from './totp.js';

const STEP_SECONDS = 30;
/** Steps that a code may be early or late. */
const TOLERANCE = 1;
/** Steps that a device's clock may be off when it is enabled or synchronised: half an hour. */
const SEARCH = 60;

/** The step of 30 seconds that a moment is in. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/** The step whose code this is, among those that the device may be at; undefined when the code is wrong or used. */
export function stepOfCode(device: MfaDevice, code: string, at: Date): number | undefined {
  const now = stepAt(at) + device.drift;
  for (const step of around(now, TOLERANCE)) {
    if (step > device.lastStep && codeOf(device.seed, step) === code) return step;
  }
  return undefined;
}

/** The step of the second of two codes in a row, which tells how far a device's clock is off. */
export function stepOfPair(
  device: MfaDevice,
  { first, second, at }: { readonly first: string; readonly second: string; readonly at: Date },
): number | undefined {
  for (const step of around(stepAt(at), SEARCH)) {
    if (codeOf(device.seed, step - 1) === first && codeOf(device.seed, step) === second) return step;
  }
  return undefined;
}

/** Nearest first. */
function* around(middle: number, reach: number): Generator<number> {
  yield middle;
  for (let distance = 1; distance <= reach; distance++) {
    yield middle - distance;
    yield middle + distance;
  }
}

/** A code somebody shows, as AssumeRole and GetSessionToken take it. */
export interface MfaAttempt {
  readonly user: Pick<User, 'accountId' | 'id'>;
  readonly serialNumber: string;
  readonly tokenCode: string;
  readonly at: Date;
}

/**
 * Whether the user has this device and the code is its code now. A code passes a single time, as in AWS: the step of
 * one that passed is remembered.
 */
export function passesMfa(world: World, { user, serialNumber, tokenCode, at }: MfaAttempt): boolean {
  const device = iamStateOf(world, user.accountId).mfaDevices.get(serialNumber);
  if (device?.userId !== user.id) return false;
  const step = stepOfCode(device, tokenCode, at);
  if (step === undefined) return false;
  device.lastStep = step;
  return true;
}
