import { Controller } from '@nestjs/common';
import { findResource, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { FindResourceQuery } from './find-resource.query.js';

@Controller()
export class FindResourceHandler {
  constructor(private readonly query: FindResourceQuery) {}

  @Handles(findResource)
  handle(request: RequestOf<typeof findResource>): Promise<ReplyOf<typeof findResource>> {
    return this.query.execute(request);
  }
}
