import { Controller } from '@nestjs/common';
import { findPrincipal, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { FindPrincipalQuery } from './find-principal.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class FindPrincipalHandler {
  constructor(
    private readonly principals: FindPrincipalQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(findPrincipal)
  async handle(request: RequestOf<typeof findPrincipal>, actor: VerifiedActor): Promise<ReplyOf<typeof findPrincipal>> {
    return this.principals.execute(request, await this.visibility.of(actor));
  }
}
