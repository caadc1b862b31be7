import { Controller } from '@nestjs/common';
import { explainDenial, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ExplainDenialQuery } from './explain-denial.query.js';

@Controller()
export class ExplainDenialHandler {
  constructor(private readonly query: ExplainDenialQuery) {}

  @Handles(explainDenial)
  handle(request: RequestOf<typeof explainDenial>): Promise<ReplyOf<typeof explainDenial>> {
    return this.query.execute(request);
  }
}
