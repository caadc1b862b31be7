import { Injectable } from '@nestjs/common';
import { HealthChecks } from '@gatehouse/service-host';
import { EligibilityKeeper } from './eligibility-keeper.js';

/** Takes no traffic before the roles are known: every answer would be a refusal. */
@Injectable()
export class EligibilityHealth {
  constructor(keeper: EligibilityKeeper, health: HealthChecks) {
    health.add('eligibility', async () => {
      if (!keeper.isReady) throw new Error('The roles are not known yet.');
    });
  }
}
