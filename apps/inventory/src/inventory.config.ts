import { z } from 'zod';
import { serviceConfig } from '@gatehouse/service-host';

/** Inventory's own part of the environment. */
export const inventoryConfig = serviceConfig(
  z.object({
    GATEHOUSE_INVENTORY_REFRESH_MINUTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_440)
      .default(5)
      .describe('Every how many minutes all accounts are read again, 1 to 1,440.'),
  }),
);
