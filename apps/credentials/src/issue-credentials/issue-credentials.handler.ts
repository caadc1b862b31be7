import { Controller } from '@nestjs/common';
import { issueCredentials, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { IssueCredentials } from './issue-credentials.use-case.js';

@Controller()
export class IssueCredentialsHandler {
  constructor(private readonly issueCredentials: IssueCredentials) {}

  @Handles(issueCredentials)
  handle(request: RequestOf<typeof issueCredentials>, actor: VerifiedActor): Promise<ReplyOf<typeof issueCredentials>> {
    return this.issueCredentials.execute(request, actor);
  }
}
