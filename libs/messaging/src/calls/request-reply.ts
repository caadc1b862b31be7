import { errors, headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import {
  platformFailure,
  type AnyRequestContract,
  type ContractFailure,
  type ReplyOf,
  type Secret,
} from '@gatehouse/contracts';
import { injectTrace } from '@gatehouse/telemetry';
import { ACTOR_HEADER, failureIn, jsonOrUndefined } from './failure-reply.js';

/** One try: sends the request with actor and trace, waits as long as the contract says, checks the reply. */
export async function requestReply<C extends AnyRequestContract>(
  connection: NatsConnection,
  contract: C,
  payload: string,
  actorToken?: Secret,
): Promise<ReplyOf<C>> {
  const reply = await send(connection, contract, payload, actorToken);
  const failure = failureIn(reply);
  if (failure) throw failure;
  const parsed = contract.reply.safeParse(jsonOrUndefined(reply.data));
  if (parsed.success) return parsed.data as ReplyOf<C>;
  throw platformFailure('REPLY_INVALID', `The reply to ${contract.subject} breaks the contract.`, {
    details: { fields: parsed.error.issues.map(({ path }) => path.join('.')) },
  });
}

async function send(
  connection: NatsConnection,
  contract: AnyRequestContract,
  payload: string,
  actorToken: Secret | undefined,
): Promise<Msg> {
  const sent = headers();
  if (actorToken) sent.set(ACTOR_HEADER, actorToken.reveal());
  injectTrace((name, value) => sent.set(name, value));
  try {
    return await connection.request(contract.subject, payload, {
      timeout: contract.timeLimitSeconds * 1_000,
      headers: sent,
    });
  } catch (error) {
    throw asFailure(error, contract);
  }
}

function asFailure(error: unknown, contract: AnyRequestContract): unknown {
  const roots = [error, error instanceof Error ? error.cause : undefined];
  const is = (type: abstract new (...parameters: never[]) => unknown) => roots.some((root) => root instanceof type);
  if (is(errors.NoRespondersError)) {
    return platformFailure('NO_RESPONDERS', `Nobody answers ${contract.subject} at the moment. Try again shortly.`);
  }
  if (is(errors.ClosedConnectionError) || is(errors.DrainingConnectionError)) {
    return platformFailure('SHUTTING_DOWN', 'This service is closing its connection. Try again shortly.');
  }
  if (is(errors.PermissionViolationError)) {
    // Generated permissions and manifest disagree: a mistake in the deployment, not the caller's.
    return new Error(`NATS does not let this service send to ${contract.subject}.`, { cause: error });
  }
  if (is(errors.TimeoutError)) return tooLate(contract, `did not answer within ${contract.timeLimitSeconds} s`);
  // A connection that broke after sending: the other side may have done the work, so it counts as too late.
  if (is(errors.RequestError)) return tooLate(contract, 'could not be reached until the end');
  return error;
}

function tooLate(contract: AnyRequestContract, what: string): ContractFailure {
  return platformFailure('TIME_LIMIT', `${contract.subject} ${what}; whether it was done is not known.`);
}
