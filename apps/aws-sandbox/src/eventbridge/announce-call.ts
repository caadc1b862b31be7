import type { CallRecord } from '../call-log/call-record.js';
import { eventIdFor, eventRecord, isManagementEvent, wholeSeconds } from '../cloudtrail/event-record.rules.js';
import { isReadOnly } from '../cloudtrail/operation-kind.rules.js';
import type { World } from '../state/model.js';
import { deliverEvent } from './deliver-event.js';
import type { BusEvent } from './event.js';
import { type EventBus, knownBus } from './eventbridge-state.js';

const DETAIL_TYPE = 'AWS API Call via CloudTrail';

/**
 * Tells the default buses of the accounts that a call concerns. The caller does not wait for it: the event follows as
 * soon as their answer is on its way, and nothing is done where no rule could want it.
 */
export function announceCall(world: World, record: CallRecord, report: (error: unknown) => void): void {
  const onlyLooks = isReadOnly(record.operation);
  for (const accountId of record.accountIds) {
    const bus = knownBus(world, { accountId, region: record.region, name: 'default' });
    if (bus === undefined || !isHeard(bus, onlyLooks) || !isManagementEvent(record)) continue;
    setImmediate(() => {
      try {
        deliverEvent(world, bus, { event: trailEvent(record, accountId), onlyLooks, now: record.time });
      } catch (error) {
        report(error);
      }
    });
  }
}

function isHeard({ rules }: EventBus, onlyLooks: boolean): boolean {
  for (const { state } of rules.values()) {
    if (state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' || (state === 'ENABLED' && !onlyLooks)) return true;
  }
  return false;
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
