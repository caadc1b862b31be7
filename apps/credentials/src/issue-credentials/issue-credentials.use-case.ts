import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AwsPlace } from '../role-session/aws-place.js';
import { issueCredentials, type Actor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { RoleChooser } from '../role-session/role-chooser.js';
import { RoleSessionLedger } from '../role-session/role-session-ledger.js';
import { RoleSessionMaker } from '../role-session/role-session-maker.js';

/** Choose, assume, record, and only then hand out. */
@Injectable()
export class IssueCredentials {
  constructor(
    private readonly chooser: RoleChooser,
    private readonly maker: RoleSessionMaker,
    private readonly ledger: RoleSessionLedger,
    private readonly place: AwsPlace,
  ) {}

  async execute(request: RequestOf<typeof issueCredentials>, actor: Actor): Promise<ReplyOf<typeof issueCredentials>> {
    const role = await this.chooser.choose(issueCredentials, request, actor);
    const { durationSeconds, client } = request;
    const wish = { actor, role, roleSessionId: randomUUID(), durationSeconds };
    const made = await this.maker.make(issueCredentials, wish);
    await this.ledger.record({ actor, made, purpose: 'credentials', client });
    const { session, roleSessionId, roleSessionName } = made;
    return {
      roleArn: role.roleArn,
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secretAccessKey.reveal(),
      sessionToken: session.sessionToken.reveal(),
      expiresAt: session.expiresAt.toISOString(),
      roleSessionName,
      roleSessionId,
      region: this.place.region,
      endpointUrl: await this.place.endpointUrl(),
    };
  }
}
