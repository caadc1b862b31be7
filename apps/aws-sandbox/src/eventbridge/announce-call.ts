import type { CallRecord } from '../call-log/call-record.js';
import { eventIdFor, eventRecord, isManagementEvent, wholeSeconds } from '../cloudtrail/event-record.rules.js';
import { isReadOnly } from '../cloudtrail/operation-kind.rules.js';
import type { World } from '../state/model.js';
import { deliverEvent } from './deliver-event.js';
import type { BusEvent } from './event.js';
import { knownBus } from './eventbridge-state.js';

const DETAIL_TYPE = 'AWS API Call via CloudTrail';

/**
 * Tells the default buses of the accounts that a call concerns. The caller does not wait for it: the event follows as
 * soon as their answer is on its way, and nothing is done where no rule could want it.
 */
export function announceCall(world: World, record: CallRecord): void {
  for (const accountId of record.accountIds) {
    const bus = knownBus(world, { accountId, region: record.region, name: 'default' });
    if (bus === undefined || bus.rules.size === 0 || !isManagementEvent(record)) continue;
    setImmediate(() => {
      deliverEvent(world, bus, {
        event: trailEvent(record, accountId),
        onlyLooks: isReadOnly(record.operation),
        now: record.time,
      });
    });
  }
}

/** A call as the buses get it (EventBridge User Guide, "AWS service events delivered via CloudTrail"). */
function trailEvent(record: CallRecord, accountId: string): BusEvent {
  return {
    version: '0',
    id: eventIdFor(record, accountId),
    'detail-type': DETAIL_TYPE,
    source: `aws.${record.service}`,
    account: accountId,
    time: wholeSeconds(record.time),
    region: record.region,
    resources: [],
    detail: eventRecord(record, accountId),
  };
}
