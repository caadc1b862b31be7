import {
  ContractFailure,
  fieldIssuesOf,
  isPublic,
  mayActor,
  PLATFORM_FAILURES,
  platformFailure,
  type AnyRequestContract,
  type Failure,
} from '@gatehouse/contracts';
import { ACTOR_HEADER, jsonOrUndefined, type ActorVerifier, type VerifiedActor } from '@gatehouse/messaging';
import { currentTraceId } from '@gatehouse/telemetry';

/** A request as it arrived. */
export interface Incoming {
  readonly payload: Uint8Array;
  header(name: string): string | undefined;
}

/** What came of a request: the reply, or the failure together with the error behind it. */
export type Outcome =
  | { readonly ok: true; readonly reply: unknown; readonly actor: VerifiedActor | undefined }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly error: unknown;
      readonly actor: VerifiedActor | undefined;
    };

/** The bound method of a handler. */
export type BoundHandler = (request: unknown, actor: VerifiedActor | undefined) => Promise<unknown>;

export interface AnswerParts {
  readonly contract: AnyRequestContract;
  readonly handler: BoundHandler;
  readonly verifier: Pick<ActorVerifier, 'verify'>;
  readonly service: string;
}

/** Actor, permission, request, handler, reply: in this order, and each failure in the one form. Never throws. */
export async function answerRequest(incoming: Incoming, parts: AnswerParts): Promise<Outcome> {
  let actor: VerifiedActor | undefined;
  try {
    actor = await actorOf(incoming, parts);
    const request = parseRequest(parts.contract, incoming.payload);
    const reply = checkReply(parts.contract, await parts.handler(request, actor));
    return { ok: true, reply, actor };
  } catch (error) {
    return { ok: false, failure: failureOf(error, parts), error, actor };
  }
}

async function actorOf(incoming: Incoming, { contract, verifier }: AnswerParts): Promise<VerifiedActor | undefined> {
  if (isPublic(contract.permission)) return undefined;
  const token = incoming.header(ACTOR_HEADER);
  if (!token) {
    throw platformFailure('ACTOR_INVALID', `${contract.subject} needs an actor token in the header ${ACTOR_HEADER}.`);
  }
  const actor = await verifier.verify(token);
  if (mayActor(actor, contract.permission)) return actor;
  throw platformFailure(
    'PERMISSION_MISSING',
    `${actor.displayName} does not have the permission ${contract.permission}.`,
  );
}

function parseRequest(contract: AnyRequestContract, payload: Uint8Array): unknown {
  const json = jsonOrUndefined(payload);
  if (json === undefined) throw platformFailure('REQUEST_INVALID', 'The request is not JSON; send one JSON object.');
  const parsed = contract.request.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = fieldIssuesOf(parsed.error).slice(0, 20);
  const [first] = fields;
  const hint = first ? `${first.field || 'the request'}: ${first.message}` : 'see the contract';
  throw platformFailure('REQUEST_INVALID', `The request breaks the contract: ${hint}`, { details: { fields } });
}

/** A reply that breaks the contract is our bug; what the contract does not name never leaves the service. */
function checkReply(contract: AnyRequestContract, reply: unknown): unknown {
  const parsed = contract.reply.safeParse(reply);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 20).map(({ path }) => path.join('.'));
  throw platformFailure('REPLY_INVALID', `The reply of ${contract.subject} breaks its contract.`, {
    details: { fields },
    cause: parsed.error,
  });
}

/** Only declared refusals and the platform's own pass; anything else is a bug, and its text stays here. */
function failureOf(error: unknown, { contract, service }: AnswerParts): Failure {
  if (error instanceof ContractFailure && isDeclared(error.failure, contract)) return error.failure;
  return unexpectedFailure(service);
}

/** What a caller learns about our bugs: where to look, and nothing else. */
export function unexpectedFailure(service: string): Failure {
  const traceId = currentTraceId();
  const where = traceId ? `Its log tells more under the trace id ${traceId}.` : 'Its log tells more.';
  const details = traceId ? { details: { traceId } } : {};
  return platformFailure('UNEXPECTED', `Something went wrong in ${service}. ${where}`, details).failure;
}

function isDeclared({ reason, code }: Failure, contract: AnyRequestContract): boolean {
  const platform: Readonly<Record<string, string>> = PLATFORM_FAILURES;
  return contract.failures[reason] === code || platform[reason] === code;
}
