import { Controller } from '@nestjs/common';
import { whoCan, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { WhoCanQuery } from './who-can.query.js';

@Controller()
export class WhoCanHandler {
  constructor(private readonly holders: WhoCanQuery) {}

  @Handles(whoCan)
  handle(request: RequestOf<typeof whoCan>): Promise<ReplyOf<typeof whoCan>> {
    return this.holders.execute(request);
  }
}
