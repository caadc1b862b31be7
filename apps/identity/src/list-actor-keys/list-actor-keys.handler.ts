import { Controller } from '@nestjs/common';
import { listActorKeys, type ReplyOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ActorKeyRing } from '../actor-token/actor-key-ring.js';

@Controller()
export class ListActorKeysHandler {
  constructor(private readonly keyRing: ActorKeyRing) {}

  @Handles(listActorKeys)
  async handle(): Promise<ReplyOf<typeof listActorKeys>> {
    return { keys: await this.keyRing.published() };
  }
}
