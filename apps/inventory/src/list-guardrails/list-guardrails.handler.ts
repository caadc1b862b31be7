import { Controller } from '@nestjs/common';
import { listGuardrails, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListGuardrailsQuery } from './list-guardrails.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListGuardrailsHandler {
  constructor(
    private readonly guardrails: ListGuardrailsQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listGuardrails)
  async handle(
    request: RequestOf<typeof listGuardrails>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listGuardrails>> {
    return this.guardrails.execute(request, await this.visibility.of(actor));
  }
}
