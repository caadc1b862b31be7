import { Controller } from '@nestjs/common';
import { refreshAccount, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { StartAccountRefresh } from './start-account-refresh.use-case.js';

@Controller()
export class RefreshAccountHandler {
  constructor(private readonly startAccountRefresh: StartAccountRefresh) {}

  @Handles(refreshAccount)
  handle(request: RequestOf<typeof refreshAccount>, actor: VerifiedActor): Promise<ReplyOf<typeof refreshAccount>> {
    return this.startAccountRefresh.execute(request, actor);
  }
}
