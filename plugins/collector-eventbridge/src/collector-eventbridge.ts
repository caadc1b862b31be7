import { definePlugin, resourceCollectors } from '@gatehouse/plugin-sdk';
import { z } from 'zod';
import { EventBridgeCollector } from './eventbridge-collector.js';

/** EventBridge's event buses and rules, as resources of the inventory. */
export const collectorEventBridge = definePlugin({
  id: 'collector-eventbridge',
  apiVersion: '^1',
  extends: resourceCollectors,
  config: z.strictObject({}),
  create: () => new EventBridgeCollector(),
});
