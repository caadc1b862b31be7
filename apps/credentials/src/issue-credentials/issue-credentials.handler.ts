import { Controller } from '@nestjs/common';
import { issueCredentials, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { RefusedRequests } from '../refusal/refused-requests.js';
import { IssueCredentials } from './issue-credentials.use-case.js';

@Controller()
export class IssueCredentialsHandler {
  constructor(
    private readonly issueCredentials: IssueCredentials,
    private readonly refused: RefusedRequests,
  ) {}

  @Handles(issueCredentials)
  handle(request: RequestOf<typeof issueCredentials>, actor: VerifiedActor): Promise<ReplyOf<typeof issueCredentials>> {
    const attempt = { actor, purpose: 'credentials', request } as const;
    return this.refused.recording(attempt, () => this.issueCredentials.execute(request, actor));
  }
}
