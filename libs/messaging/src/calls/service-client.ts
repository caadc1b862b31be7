import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  ContractFailure,
  type AnyRequestContract,
  type ReplyOf,
  type RequestInputOf,
  type ServiceManifest,
} from '@gatehouse/contracts';
import { ATTRIBUTES, counter, histogram, inSpan, METRICS, SPANS, type ActiveSpan } from '@gatehouse/telemetry';
import type { VerifiedActor } from '../actor/verified-actor.js';
import { requestReply } from './request-reply.js';
import { decideRetry } from './retry-policy.js';

/** Calls other services; the only way to. */
export class ServiceClient {
  readonly #connection: NatsConnection;
  readonly #service: string;
  readonly #allowed: ReadonlySet<string>;
  readonly #asItself: ReadonlySet<string>;

  constructor(connection: NatsConnection, manifest: Pick<ServiceManifest, 'name' | 'calls' | 'callsAsItself'>) {
    this.#connection = connection;
    this.#service = manifest.name;
    this.#allowed = new Set(manifest.calls.map(({ subject }) => subject));
    this.#asItself = new Set(manifest.callsAsItself?.map(({ subject }) => subject));
  }

  /**
   * Asks another service on behalf of the actor and gives its reply, checked against the contract. Throws
   * `ContractFailure` with the service's refusal, or `unavailable`, `deadline_exceeded`; retries by the one policy.
   * Throws an ordinary error when the contract is not in the manifest's `calls`, or is one that the service calls as
   * itself only and the actor is a person.
   *
   * @example const { role } = await this.services.call(findPrincipal, actor, { arn });
   */
  async call<C extends AnyRequestContract>(
    contract: C,
    actor: VerifiedActor,
    request: RequestInputOf<C>,
  ): Promise<ReplyOf<C>> {
    if (!this.#allowed.has(contract.subject)) {
      throw new Error(`${this.#service} calls ${contract.subject}, which its manifest does not list in \`calls\`.`);
    }
    if (actor.kind === 'person' && this.#asItself.has(contract.subject)) {
      throw new Error(`${this.#service} calls ${contract.subject} as itself only, never while a person waits.`);
    }
    const started = performance.now();
    return inSpan(
      `${SPANS.call} ${contract.subject}`,
      {
        kind: 'client',
        attributes: { [ATTRIBUTES.messagingSystem]: 'nats', [ATTRIBUTES.subject]: contract.subject },
      },
      async (span) => {
        const labels = { subject: contract.subject };
        try {
          const reply = await this.#tryUntilDone(contract, actor, JSON.stringify(request), span);
          counter(METRICS.callsMade).add(1, { ...labels, code: 'ok' });
          return reply;
        } catch (error) {
          const code = error instanceof ContractFailure ? error.failure.code : 'internal';
          counter(METRICS.callsMade).add(1, { ...labels, code });
          span.set({
            [ATTRIBUTES.code]: code,
            ...(error instanceof ContractFailure && { [ATTRIBUTES.reason]: error.failure.reason }),
          });
          throw error;
        } finally {
          histogram(METRICS.callDuration).record((performance.now() - started) / 1_000, labels);
        }
      },
    );
  }

  async #tryUntilDone<C extends AnyRequestContract>(
    contract: C,
    actor: VerifiedActor,
    payload: string,
    span: ActiveSpan,
  ): Promise<ReplyOf<C>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await requestReply(this.#connection, contract, payload, actor.token);
      } catch (error) {
        if (!(error instanceof ContractFailure)) throw error;
        const retry = decideRetry({
          tries,
          code: error.failure.code,
          readsOnly: contract.readsOnly,
          chance: Math.random(),
        });
        if (!retry.again) throw error;
        span.set({ [ATTRIBUTES.tries]: tries + 1 });
        await pause(retry.pauseMilliseconds);
      }
    }
  }
}
