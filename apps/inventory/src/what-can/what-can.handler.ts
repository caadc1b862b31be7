import { Controller } from '@nestjs/common';
import { whatCan, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { WhatCanQuery } from './what-can.query.js';

@Controller()
export class WhatCanHandler {
  constructor(private readonly grants: WhatCanQuery) {}

  @Handles(whatCan)
  handle(request: RequestOf<typeof whatCan>): Promise<ReplyOf<typeof whatCan>> {
    return this.grants.execute(request);
  }
}
