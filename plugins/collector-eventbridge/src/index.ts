export { collectorEventBridge } from './collector-eventbridge.js';
export { EventBridgeCollector } from './eventbridge-collector.js';
