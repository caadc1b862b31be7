import { Controller } from '@nestjs/common';
import { issueActorToken, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { IssueActorToken } from './issue-actor-token.use-case.js';

@Controller()
export class IssueActorTokenHandler {
  constructor(private readonly useCase: IssueActorToken) {}

  @Handles(issueActorToken)
  handle(request: RequestOf<typeof issueActorToken>): Promise<ReplyOf<typeof issueActorToken>> {
    return this.useCase.execute(request);
  }
}
