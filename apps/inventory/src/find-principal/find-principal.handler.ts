import { Controller } from '@nestjs/common';
import { findPrincipal, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { FindPrincipalQuery } from './find-principal.query.js';

@Controller()
export class FindPrincipalHandler {
  constructor(private readonly principals: FindPrincipalQuery) {}

  @Handles(findPrincipal)
  handle(request: RequestOf<typeof findPrincipal>): Promise<ReplyOf<typeof findPrincipal>> {
    return this.principals.execute(request);
  }
}
