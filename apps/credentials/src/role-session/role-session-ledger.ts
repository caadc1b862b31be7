import { Injectable } from '@nestjs/common';
import { credentialsIssued, type Actor } from '@gatehouse/contracts';
import { effectEvent, EffectWriter } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { boundedMetadata } from './client-metadata.rules.js';
import type { MadeSession } from './role-session-maker.js';

/** What a client says of itself. */
export interface ClientFacts {
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** One hand-out, for the record. */
export interface HandOut {
  readonly actor: Actor;
  readonly made: MadeSession;
  readonly purpose: 'credentials' | 'console';
  readonly client?: ClientFacts | undefined;
}

const ACTIONS = { credentials: 'credentials.issued', console: 'credentials.console-opened' } as const;

/** The ledger of role sessions, the audit record and the event of each: durable together, or not at all. */
@Injectable()
export class RoleSessionLedger {
  constructor(
    private readonly effects: EffectWriter,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the hand-out is durable; hand nothing out before, and nothing when it rejects. */
  async record({ actor, made, purpose, client = {} }: HandOut): Promise<void> {
    const { session, role, roleSessionId, roleSessionName, durationSeconds } = made;
    const issuedAt = this.clock.now().toISOString();
    const expiresAt = session.expiresAt.toISOString();
    await this.effects.write({
      audit: {
        action: ACTIONS[purpose],
        actorId: actor.id,
        actorSessionId: actor.sessionId,
        subject: role.roleArn,
        outcome: 'succeeded',
        details: {
          roleSessionId,
          roleSessionName,
          accessKeyId: session.accessKeyId,
          durationSeconds,
          expiresAt,
          attribution: session.attribution,
          signedInBy: actor.signedInBy,
          awsRequestId: session.awsRequestId,
          client: { ipAddress: client.ipAddress, userAgent: client.userAgent, ...boundedMetadata(client.metadata) },
        },
      },
      event: effectEvent(credentialsIssued, {
        roleSessionId,
        personId: actor.id,
        roleArn: role.roleArn,
        roleSessionName,
        accessKeyId: session.accessKeyId,
        purpose,
        issuedAt,
        expiresAt,
      }),
      row: {
        table: 'role_sessions',
        values: {
          role_session_id: roleSessionId,
          person_id: actor.id,
          actor_session_id: actor.sessionId,
          role_arn: role.roleArn,
          role_session_name: roleSessionName,
          access_key_id: session.accessKeyId,
          purpose,
          attribution: session.attribution,
          duration_seconds: durationSeconds,
          issued_at: issuedAt,
          expires_at: expiresAt,
          ip_address: client.ipAddress,
          user_agent: client.userAgent,
        },
      },
    });
  }
}
