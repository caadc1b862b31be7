import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import type { ConsumerPlan, StreamPlan, Topology } from './streams.js';

export interface ProvisionOptions {
  /** Copies of each stream in a cluster; default 1. */
  readonly replicas?: number;
}

const DAY_MILLISECONDS = 86_400_000;
/** A relay that does not know whether an event was stored publishes it again within this time. */
const DUPLICATE_WINDOW_MILLISECONDS = 10 * 60_000;
/** An event whose handler shows no sign of life for so long is given to another replica. */
const ACK_WAIT_MILLISECONDS = 30_000;

/**
 * Creates or updates every stream and consumer. Idempotent; deletes nothing, so that no event is lost by a manifest
 * that got shorter. Needs the provisioner's rights.
 */
export async function provision(
  connection: NatsConnection,
  topology: Topology,
  options: ProvisionOptions = {},
): Promise<void> {
  const manager = await jetstreamManager(connection);
  for (const stream of topology.streams) await provisionStream(manager, stream, options.replicas ?? 1);
  for (const consumer of topology.consumers) await provisionConsumer(manager, consumer);
}

async function provisionStream(manager: JetStreamManager, plan: StreamPlan, replicas: number): Promise<void> {
  const changeable = {
    subjects: [...plan.subjects],
    max_age: nanos(plan.retentionDays * DAY_MILLISECONDS),
    duplicate_window: nanos(DUPLICATE_WINDOW_MILLISECONDS),
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
  };
  if (await exists(manager.streams.info(plan.name), JetStreamApiCodes.StreamNotFound)) {
    await manager.streams.update(plan.name, changeable);
    return;
  }
  await manager.streams.add({
    ...changeable,
    name: plan.name,
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
  });
}

async function provisionConsumer(manager: JetStreamManager, plan: ConsumerPlan): Promise<void> {
  const changeable = {
    filter_subject: plan.filterSubject,
    ack_wait: nanos(ACK_WAIT_MILLISECONDS),
    max_ack_pending: 1_000,
    // The subscriber counts deliveries itself, because only it can put an event to the dead letters.
    max_deliver: -1,
  };
  if (await exists(manager.consumers.info(plan.stream, plan.name), JetStreamApiCodes.ConsumerNotFound)) {
    await manager.consumers.update(plan.stream, plan.name, changeable);
    return;
  }
  await manager.consumers.add(plan.stream, {
    ...changeable,
    durable_name: plan.name,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
  });
}

async function exists(lookup: Promise<unknown>, notFound: number): Promise<boolean> {
  try {
    await lookup;
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === notFound) return false;
    throw error;
  }
}
