import { Controller } from '@nestjs/common';
import { openConsole, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { RefusedRequests } from '../refusal/refused-requests.js';
import { OpenConsole } from './open-console.use-case.js';

@Controller()
export class OpenConsoleHandler {
  constructor(
    private readonly openConsole: OpenConsole,
    private readonly refused: RefusedRequests,
  ) {}

  @Handles(openConsole)
  handle(request: RequestOf<typeof openConsole>, actor: VerifiedActor): Promise<ReplyOf<typeof openConsole>> {
    const attempt = { actor, purpose: 'console', request } as const;
    return this.refused.recording(attempt, () => this.openConsole.execute(request, actor));
  }
}
