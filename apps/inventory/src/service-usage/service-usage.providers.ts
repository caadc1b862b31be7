import type { Provider } from '@nestjs/common';
import { FindServiceUsageQuery } from '../find-service-usage/find-service-usage.query.js';
import { AccountTurn, ReportPauses } from '../read-service-usage/account-turn.js';
import { ReadServiceUsage } from '../read-service-usage/read-service-usage.use-case.js';
import { ServiceUsageRepository } from './service-usage.repository.js';
import { UsageTurns } from './usage-turns.js';

/** What asks IAM for the use of services, keeps it and shows it. */
export const serviceUsageProviders: Provider[] = [
  { provide: ReportPauses, useValue: new ReportPauses() },
  AccountTurn,
  ReadServiceUsage,
  ServiceUsageRepository,
  UsageTurns,
  FindServiceUsageQuery,
];
