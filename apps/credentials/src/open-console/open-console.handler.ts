import { Controller } from '@nestjs/common';
import { openConsole, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { OpenConsole } from './open-console.use-case.js';

@Controller()
export class OpenConsoleHandler {
  constructor(private readonly openConsole: OpenConsole) {}

  @Handles(openConsole)
  handle(request: RequestOf<typeof openConsole>, actor: VerifiedActor): Promise<ReplyOf<typeof openConsole>> {
    return this.openConsole.execute(request, actor);
  }
}
