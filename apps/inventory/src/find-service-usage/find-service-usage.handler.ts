import { Controller } from '@nestjs/common';
import { findServiceUsage, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { FindServiceUsageQuery } from './find-service-usage.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class FindServiceUsageHandler {
  constructor(
    private readonly query: FindServiceUsageQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(findServiceUsage)
  async handle(
    request: RequestOf<typeof findServiceUsage>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof findServiceUsage>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
