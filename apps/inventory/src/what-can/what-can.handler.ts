import { Controller } from '@nestjs/common';
import { whatCan, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { WhatCanQuery } from './what-can.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class WhatCanHandler {
  constructor(
    private readonly grants: WhatCanQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(whatCan)
  async handle(request: RequestOf<typeof whatCan>, actor: VerifiedActor): Promise<ReplyOf<typeof whatCan>> {
    return this.grants.execute(request, await this.visibility.of(actor));
  }
}
