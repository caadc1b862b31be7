import type { Caller } from '../authorization/caller.js';
import { iamStateOf } from '../iam/iam-state.js';
import { passesMfa } from '../iam/mfa.rules.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { User } from '../state/model.js';

interface ShownCode {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * Whether the call shows a code of a device; a wrong one is refused. The code is used up by it, as in AWS. Only users
 * have devices.
 */
export function multiFactorShown({ SerialNumber, TokenCode }: ShownCode, call: Call<Caller>): boolean {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw denied('must provide both MFA serial number and one time pass code.');
  }
  const { world, now } = call;
  const user = ownerOf(SerialNumber, call);
  if (user === undefined) {
    throw denied(
      'unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (passesMfa(world, { user, serialNumber: SerialNumber, tokenCode: TokenCode, at: now })) return true;
  throw new AwsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', {
    status: 403,
  });
}

/** The user who calls, if the device is theirs. */
function ownerOf(serialNumber: string, { caller, world }: Call<Caller>): User | undefined {
  if (caller.kind !== 'user') return undefined;
  const device = iamStateOf(world, caller.accountId).mfaDevices.get(serialNumber);
  return device?.userId === caller.user.id ? caller.user : undefined;
}

function denied(what: string): AwsError {
  return new AwsError('AccessDenied', `MultiFactorAuthentication failed, ${what}`, { status: 403 });
}
