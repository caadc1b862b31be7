import { Controller } from '@nestjs/common';
import { accountRefreshed, resourceChanged, resourceDeleted, type DataOf } from '@gatehouse/contracts';
import { Subscribes } from '@gatehouse/service-host';
import { FollowInventory } from './follow-inventory.use-case.js';

@Controller()
export class FollowInventorySubscriber {
  constructor(private readonly followInventory: FollowInventory) {}

  @Subscribes(resourceChanged, 'know-role')
  knowRole(news: DataOf<typeof resourceChanged>): Promise<void> {
    return this.followInventory.knowRole(news);
  }

  @Subscribes(resourceDeleted, 'forget-role')
  forgetRole(news: DataOf<typeof resourceDeleted>): Promise<void> {
    return this.followInventory.forgetRole(news);
  }

  @Subscribes(accountRefreshed, 'know-account')
  knowAccount(news: DataOf<typeof accountRefreshed>): Promise<void> {
    return this.followInventory.knowAccount(news);
  }
}
