import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import {
  ContractFailure,
  type Actor,
  type Failure,
  type FailureCode,
  type issueCredentials,
  type RequestOf,
} from '@gatehouse/contracts';
import { EffectWriter } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { boundedMetadata } from '../role-session/client-metadata.rules.js';
import { RefusalTally, type Refusal, type RepeatedRefusal } from './refusal-tally.js';

/** What somebody asked for. */
export interface Attempt {
  readonly actor: Actor;
  readonly purpose: Refusal['purpose'];
  readonly request: Pick<RequestOf<typeof issueCredentials>, 'roleArn' | 'query' | 'client'>;
}

/** What was denied, or is not there; not what could not be answered just now, nor what needs to be said better. */
const REFUSALS: ReadonlySet<FailureCode> = new Set(['permission_denied', 'not_found', 'failed_precondition']);
const SETTLE_MS = 5_000;

/**
 * Records in the audit trail who was refused which role and why. The first of several that are alike is durable before
 * it is answered; how many followed within a minute is one more record, so that no loop can fill the disk.
 */
@Injectable()
export class RefusedRequests implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #tally = new RefusalTally();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly effects: EffectWriter,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.settle(), SETTLE_MS);
    this.#timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.settle(true);
  }

  /** Does the work, and records it when it is refused; what it gives and throws is left as it is. */
  async recording<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ContractFailure && REFUSALS.has(error.failure.code)) await this.note(attempt, error.failure);
      throw error;
    }
  }

  /** Records what was repeated in the windows that are over, or in all of them. */
  async settle(all = false): Promise<void> {
    await Promise.all(this.#tally.settle(this.clock.now(), all).map((repeated) => this.writeRepeats(repeated)));
  }

  private async note({ actor, purpose, request }: Attempt, { reason, code }: Failure): Promise<void> {
    const { roleArn, query, client = {} } = request;
    const told: Refusal = {
      actorId: actor.id,
      actorSessionId: actor.sessionId,
      purpose,
      subject: roleArn ?? query ?? 'no role',
      reason,
      details: {
        code,
        signedInBy: actor.signedInBy,
        client: { ipAddress: client.ipAddress, userAgent: client.userAgent, ...boundedMetadata(client.metadata) },
      },
    };
    const refusal = this.#tally.take(told, this.clock.now());
    if (refusal) await this.write(refusal, refusal.details);
  }

  private writeRepeats({ refusal, repeats, firstAt, lastAt }: RepeatedRefusal): Promise<void> {
    return this.write(refusal, { repeats, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() });
  }

  /** A refusal is answered as one although it cannot be recorded: nothing was handed out. */
  private async write(
    { actorId, actorSessionId, subject, purpose, reason }: Refusal,
    details: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const audit = { action: 'credentials.refused', actorId, actorSessionId, subject, outcome: 'refused' };
    try {
      await this.effects.write({ audit: { ...audit, details: { purpose, reason, ...details } } });
    } catch (error) {
      this.log.warn({ error, reason, roleArn: subject }, 'A refusal could not be recorded.');
    }
  }
}
