import type { Readable } from 'node:stream';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  type STSClient,
} from '@aws-sdk/client-sts';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { assumeRoleBody, credentialsIn } from './assume-role-wire.js';

/** An AssumeRole that is given up when its signal says so. */
export class AssumeRoleInTime extends AssumeRoleCommand {
  constructor(
    input: AssumeRoleCommandInput,
    readonly abortSignal: AbortSignal,
  ) {
    super(input);
  }
}

/** What the SDK's steps hand each other. */
interface Step {
  readonly input: AssumeRoleCommandInput;
  readonly abortSignal?: AbortSignal | undefined;
  readonly request?: unknown;
  /** An answer that is here already. */
  readonly received?: { readonly response: HttpResponse };
}
interface Answered {
  readonly response: unknown;
  readonly output: AssumeRoleCommandOutput;
}
type Handler = (step: Step) => Promise<Answered>;
type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler;
interface Stack {
  add(middleware: Middleware, options: object): void;
}

/** Where the short way leaves and meets the SDK's own, for one resolved stack of its steps. */
interface Way {
  /** Everything from the retries on. */
  readonly send: Handler;
  /** A request as the SDK made it, before it was signed. */
  example?: HttpRequest;
}

/**
 * Spares AssumeRole, which every person waits for, the steps of the SDK whose outcome is the same for every call: where
 * to, as which client, with which scheme of signing. They are taken for the first call; the next ones differ from it in
 * the body only. Tries, signature, clock, time limits and every answer but the usual one stay the SDK's. It is taken only
 * by clients with `cacheMiddleware`, and by commands that bring no options.
 */
export function takeShortWay(client: STSClient): void {
  const ways = new WeakMap<object, Way>();
  const stack = client.middlewareStack as unknown as Stack;
  const { requestHandler } = client.config;

  const enter: Middleware = (next, context) => async (step) => {
    const { input, abortSignal } = step;
    const way = ways.get(context);
    const request = way && requestLike(way.example, input);
    const answered = way && request ? way.send({ input, abortSignal, request }) : next(step);
    return abortSignal ? inTime(answered, abortSignal) : answered;
  };
  const remember: Middleware = (next, context) => {
    const way: Way = { send: next };
    if (context.commandName === 'AssumeRoleCommand') ways.set(context, way);
    return async (step) => {
      if (step.request instanceof HttpRequest && step.request.body === assumeRoleBody(step.input)) {
        way.example = HttpRequest.clone(step.request);
      }
      return next(step);
    };
  };
  const read: Middleware = (next, context) => async (step) => {
    const { abortSignal } = step;
    if (abortSignal === undefined || !ways.has(context)) return next(step);
    const { response } = await requestHandler.handle(step.request as HttpRequest, { abortSignal });
    const body = await bytesOf(response.body as Readable);
    const Credentials = response.statusCode === 200 ? credentialsIn(body.toString('latin1')) : undefined;
    if (Credentials !== undefined) return { response, output: { Credentials, $metadata: metadataOf(response) } };
    return next({ ...step, received: { response: new HttpResponse({ ...response, body: new Uint8Array(body) }) } });
  };
  const hand: Middleware = (next) => async (step) => (step.received as unknown as Answered | undefined) ?? next(step);

  stack.add(enter, { name: 'gatehouseEnter', step: 'initialize', priority: 'high' });
  stack.add(remember, { name: 'gatehouseRemember', step: 'build', priority: 'low' });
  stack.add(read, { name: 'gatehouseRead', step: 'deserialize', priority: 'high' });
  stack.add(hand, { name: 'gatehouseHand', step: 'deserialize', priority: 'low' });
}

function requestLike(example: HttpRequest | undefined, input: AssumeRoleCommandInput): HttpRequest | undefined {
  if (example === undefined) return undefined;
  const body = assumeRoleBody(input);
  if (body === undefined) return undefined;
  const headers = { ...example.headers, 'content-length': String(Buffer.byteLength(body)) };
  return new HttpRequest({ ...example, headers, body });
}

/** A pause between two tries does not look at the signal. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason as Error);
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}

function bytesOf(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    body.on('data', (piece: Buffer) => pieces.push(piece));
    body.once('error', reject);
    body.once('end', () => resolve(Buffer.concat(pieces)));
  });
}

function metadataOf({ statusCode, headers }: HttpResponse): AssumeRoleCommandOutput['$metadata'] {
  const requestId = headers['x-amzn-requestid'] ?? headers['x-amz-request-id'];
  return { httpStatusCode: statusCode, ...(requestId !== undefined && { requestId }) };
}
