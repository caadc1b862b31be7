import { Controller } from '@nestjs/common';
import { whoCan, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { WhoCanQuery } from './who-can.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class WhoCanHandler {
  constructor(
    private readonly holders: WhoCanQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(whoCan)
  async handle(request: RequestOf<typeof whoCan>, actor: VerifiedActor): Promise<ReplyOf<typeof whoCan>> {
    return this.holders.execute(request, await this.visibility.of(actor));
  }
}
