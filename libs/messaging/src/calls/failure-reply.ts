import { headers, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { ContractFailure, Failure, HTTP_STATUS_OF } from '@gatehouse/contracts';

/** Header with the actor token. */
export const ACTOR_HEADER = 'Actor';
/** ADR-32 of NATS: marks a reply as a failure; here the HTTP status of its code. */
const ERROR_CODE_HEADER = 'Nats-Service-Error-Code';
/** ADR-32 of NATS: `<code>/<reason>`, for people who read messages with `nats`. */
const ERROR_HEADER = 'Nats-Service-Error';

/** A failed reply on the wire. */
export function failureReply(failure: Failure): { payload: string; headers: MsgHdrs } {
  const marks = headers();
  marks.set(ERROR_CODE_HEADER, String(HTTP_STATUS_OF[failure.code]));
  marks.set(ERROR_HEADER, `${failure.code}/${failure.reason}`);
  return { payload: JSON.stringify(failure), headers: marks };
}

/** The failure in a reply; undefined when the reply is a success. */
export function failureIn(reply: Msg): ContractFailure | undefined {
  if (!reply.headers?.has(ERROR_CODE_HEADER)) return undefined;
  const parsed = Failure.safeParse(jsonOrUndefined(reply.data));
  return new ContractFailure(
    parsed.success
      ? parsed.data
      : { code: 'internal', reason: 'REPLY_INVALID', message: 'The service failed, and its failure is unreadable.' },
  );
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a payload. Unreadable bytes are undefined, which every contract refuses. */
export function jsonOrUndefined(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}
