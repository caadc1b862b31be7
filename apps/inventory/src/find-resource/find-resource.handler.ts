import { Controller } from '@nestjs/common';
import { findResource, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { FindResourceQuery } from './find-resource.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class FindResourceHandler {
  constructor(
    private readonly query: FindResourceQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(findResource)
  async handle(request: RequestOf<typeof findResource>, actor: VerifiedActor): Promise<ReplyOf<typeof findResource>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
