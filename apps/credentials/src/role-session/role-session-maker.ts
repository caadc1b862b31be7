import { Injectable } from '@nestjs/common';
import {
  PERSON_TAG,
  ROLE_SESSION_TAG,
  RoleSessionFailure,
  RoleSessions,
  sessionNameOf,
  tagValueOf,
  type RoleSession,
} from '@gatehouse/aws';
import { refuse, type Actor } from '@gatehouse/contracts';
import { Logger } from '@gatehouse/telemetry';
import type { ChosenRole, HandingOut } from './role-chooser.js';
import { sessionSeconds } from './session-length.rules.js';
import { stsRefusalOf } from './sts-refusal.rules.js';

/** A role session that was made and not yet handed out. */
export interface MadeSession {
  readonly session: RoleSession;
  readonly role: ChosenRole;
  readonly roleSessionId: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
}

/** For whom and how long a session is made, and under which id it goes into the ledger. */
export interface SessionWish {
  readonly actor: Actor;
  readonly role: ChosenRole;
  readonly roleSessionId: string;
  readonly durationSeconds?: number | undefined;
}

/** Makes a role session in the person's name, as long as asked and allowed. */
@Injectable()
export class RoleSessionMaker {
  constructor(
    private readonly roleSessions: RoleSessions,
    private readonly log: Logger,
  ) {}

  /** Rejects with one of the STS refusals that both contracts declare. */
  async make(contract: HandingOut, { actor, role, roleSessionId, ...wish }: SessionWish): Promise<MadeSession> {
    const hub = await this.roleSessions.hub();
    const limits = { roleMaximum: role.maxSessionSeconds, hubMaximum: hub.longestSeconds };
    const durationSeconds = sessionSeconds(wish.durationSeconds, limits);
    const roleSessionName = sessionNameOf(actor.id);
    try {
      const session = await this.roleSessions.assume({
        roleArn: role.roleArn,
        sessionName: roleSessionName,
        durationSeconds,
        tags: { [PERSON_TAG]: tagValueOf(actor.id), [ROLE_SESSION_TAG]: roleSessionId },
      });
      return { session, role, roleSessionId, roleSessionName, durationSeconds };
    } catch (error) {
      if (!(error instanceof RoleSessionFailure)) throw error;
      const { problem } = error;
      this.log.warn({ roleArn: role.roleArn, code: problem.code }, 'STS gave no session.');
      const { reason, message } = stsRefusalOf(problem, role.roleArn, hub.roleArn);
      throw refuse(contract, reason, message, { details: { awsErrorCode: problem.code } });
    }
  }
}
