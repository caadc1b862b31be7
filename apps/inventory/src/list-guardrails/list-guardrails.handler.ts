import { Controller } from '@nestjs/common';
import { listGuardrails, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListGuardrailsQuery } from './list-guardrails.query.js';

@Controller()
export class ListGuardrailsHandler {
  constructor(private readonly guardrails: ListGuardrailsQuery) {}

  @Handles(listGuardrails)
  handle(request: RequestOf<typeof listGuardrails>): Promise<ReplyOf<typeof listGuardrails>> {
    return this.guardrails.execute(request);
  }
}
