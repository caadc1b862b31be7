import { accountOfToken } from '../authorization/caller.js';
import type { AwsError } from '../protocol/aws-error.js';
import type { WireRequest } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import { readClaim } from '../signing/credential-scope.rules.js';
import type { CallPlace } from '../weather/weather-over.rules.js';
import type { CallTrace } from './call-trace.js';

/** The time that a service shows to a caller, whose account is taken from the keys as claimed. */
export function clockOver(sandbox: Sandbox, service: string, request: WireRequest): Date {
  const now = sandbox.now();
  if (sandbox.weather.isCalm) return now;
  const claim = readClaim(request);
  if (typeof claim !== 'object' || !('accessKeyId' in claim)) return now;
  const account = accountOf(sandbox, claim.accessKeyId, claim.sessionToken);
  const sky = sandbox.weather.over({ account, service, operation: '', region: claim.region });
  return new Date(now.getTime() + (sky.clockSkewSeconds ?? 0) * 1_000);
}

function accountOf({ world, tokens }: Sandbox, key: string, token: string | undefined): string | undefined {
  if (token === undefined) return world.accessKeys.get(key)?.accountId;
  const facts = tokens.open(token);
  return facts === undefined ? undefined : accountOfToken(facts);
}

/** Lets the weather pass over a call whose caller is known. */
export async function weatherOver(sandbox: Sandbox, trace: CallTrace, internalError: () => AwsError): Promise<void> {
  const { call, schema, service, at } = trace;
  if (call === undefined || schema === undefined) return;
  const account = 'accountId' in call.caller ? call.caller.accountId : undefined;
  const place: CallPlace = { account, service, operation: schema[2], region: call.region };
  // Whatever is thrown from here on is the weather's doing, until it has passed.
  trace.stopped = true;
  await sandbox.weather.pass(sandbox.weather.over(place), place, { at, internalError });
  trace.stopped = false;
}
