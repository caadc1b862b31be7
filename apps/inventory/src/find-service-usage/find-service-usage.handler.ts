import { Controller } from '@nestjs/common';
import { findServiceUsage, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { FindServiceUsageQuery } from './find-service-usage.query.js';

@Controller()
export class FindServiceUsageHandler {
  constructor(private readonly query: FindServiceUsageQuery) {}

  @Handles(findServiceUsage)
  handle(request: RequestOf<typeof findServiceUsage>): Promise<ReplyOf<typeof findServiceUsage>> {
    return this.query.execute(request);
  }
}
