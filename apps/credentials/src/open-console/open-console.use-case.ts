import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { openConsole, refuse, type Actor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { RoleChooser } from '../role-session/role-chooser.js';
import { RoleSessionLedger } from '../role-session/role-session-ledger.js';
import { RoleSessionMaker } from '../role-session/role-session-maker.js';
import { ConsoleLinkMaker } from './console-link-maker.js';

/** Choose, assume, make the link, record, and only then hand out. */
@Injectable()
export class OpenConsole {
  constructor(
    private readonly chooser: RoleChooser,
    private readonly maker: RoleSessionMaker,
    private readonly links: ConsoleLinkMaker,
    private readonly ledger: RoleSessionLedger,
  ) {}

  async execute(request: RequestOf<typeof openConsole>, actor: Actor): Promise<ReplyOf<typeof openConsole>> {
    const destination = this.links.destinationOf(request);
    const role = await this.chooser.choose(openConsole, request, actor);
    if (role.cliOnly) {
      throw refuse(openConsole, 'CLI_ONLY', `${role.roleArn} is open to you for credentials, not for the console.`);
    }
    const made = await this.maker.make(openConsole, { actor, role, roleSessionId: randomUUID() });
    const signInUrl = await this.links.signInUrl(made.session, destination);
    await this.ledger.record({ actor, made, purpose: 'console' });
    return {
      roleArn: role.roleArn,
      signInUrl: signInUrl.reveal(),
      expiresAt: made.session.expiresAt.toISOString(),
      roleSessionId: made.roleSessionId,
    };
  }
}
