import { Controller } from '@nestjs/common';
import { explainDenial, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ExplainDenialQuery } from './explain-denial.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ExplainDenialHandler {
  constructor(
    private readonly query: ExplainDenialQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(explainDenial)
  async handle(request: RequestOf<typeof explainDenial>, actor: VerifiedActor): Promise<ReplyOf<typeof explainDenial>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
