/**
 * The registry of everything that can be seen in traces and metrics. A name that is not here is not sent: span
 * attributes are an allow-list, so that nothing secret can become one by accident.
 */

/** The three places where Gatehouse opens spans itself; the name of a span is its prefix and the subject. */
export const SPANS = {
  /** Client span of `ServiceClient.call`: `call rpc.credentials.v1.issue`. */
  call: 'call',
  /** Server span of a method with `@Handles`: `handle rpc.credentials.v1.issue`. */
  handle: 'handle',
  /** Consumer span of a method with `@Subscribes`, linked to the producer: `receive evt.inventory.v1.…`. */
  receive: 'receive',
  /** One run of a scheduled task: `task refresh-accounts`. */
  task: 'task',
} as const;

/** Attributes of our own spans and log lines. Values are ids, names and outcomes, never payloads. */
export const ATTRIBUTES = {
  messagingSystem: 'messaging.system',
  subject: 'messaging.destination.name',
  messageId: 'messaging.message.id',
  deliveryCount: 'gatehouse.delivery_count',
  /** `<service>--<purpose>`. */
  consumer: 'messaging.consumer.group.name',
  /** A person's id or `service:<name>`. */
  actorId: 'gatehouse.actor.id',
  actorKind: 'gatehouse.actor.kind',
  /** One of the ten failure codes, or `ok`. */
  code: 'gatehouse.code',
  reason: 'gatehouse.reason',
  tries: 'gatehouse.tries',
  errorType: 'error.type',
  taskId: 'gatehouse.task.id',
  taskRunId: 'gatehouse.task.run_id',
  taskOutcome: 'gatehouse.task.outcome',
  accountId: 'cloud.account.id',
} as const;

export type AttributeName = (typeof ATTRIBUTES)[keyof typeof ATTRIBUTES];

/** What a metric is called, measures, and is made of. */
export interface MetricDefinition<Kind extends 'counter' | 'histogram' | 'gauge' = 'counter' | 'histogram' | 'gauge'> {
  readonly kind: Kind;
  /** snake_case, begins with `gatehouse_`, ends in the unit; Prometheus adds `_total` to counters. */
  readonly name: string;
  /** UCUM: `s`, `By`, `1`. */
  readonly unit: string;
  readonly description: string;
  /** Upper bounds of a histogram's buckets, in the unit. */
  readonly buckets?: readonly number[];
}

const LATENCY_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/** Every metric of Gatehouse. Labels are listed in each description; they must stay few and bounded. */
export const METRICS = {
  requestsHandled: {
    kind: 'counter',
    name: 'gatehouse_requests_handled',
    unit: '1',
    description: 'Requests answered, by subject and code (ok or a failure code).',
  },
  requestDuration: {
    kind: 'histogram',
    name: 'gatehouse_request_duration_seconds',
    unit: 's',
    description: 'Time from receiving a request to answering it, by subject.',
    buckets: LATENCY_SECONDS,
  },
  requestsInFlight: {
    kind: 'gauge',
    name: 'gatehouse_requests_in_flight',
    unit: '1',
    description: 'Requests being handled now, by service.',
  },
  callsMade: {
    kind: 'counter',
    name: 'gatehouse_calls_made',
    unit: '1',
    description: 'Calls to other services, by subject and code.',
  },
  callDuration: {
    kind: 'histogram',
    name: 'gatehouse_call_duration_seconds',
    unit: 's',
    description: 'Time that a call to another service took, tries included, by subject.',
    buckets: LATENCY_SECONDS,
  },
  eventsHandled: {
    kind: 'counter',
    name: 'gatehouse_events_handled',
    unit: '1',
    description: 'Events handled, by subject, consumer and outcome (handled, retried, dead_lettered).',
  },
  eventDuration: {
    kind: 'histogram',
    name: 'gatehouse_event_duration_seconds',
    unit: 's',
    description: 'Time that handling one event took, by subject and consumer.',
    buckets: LATENCY_SECONDS,
  },
  eventsPublished: {
    kind: 'counter',
    name: 'gatehouse_events_published',
    unit: '1',
    description: 'Events stored by JetStream, by subject; duplicates are counted as well.',
  },
  outboxPending: {
    kind: 'gauge',
    name: 'gatehouse_outbox_pending',
    unit: '1',
    description: 'Events recorded and not yet published.',
  },
  outboxOldestSeconds: {
    kind: 'gauge',
    name: 'gatehouse_outbox_oldest_seconds',
    unit: 's',
    description: 'Age of the oldest event that is not yet published.',
  },
  taskRuns: {
    kind: 'counter',
    name: 'gatehouse_task_runs',
    unit: '1',
    description: 'Runs of scheduled tasks, by task and outcome.',
  },
  taskDuration: {
    kind: 'histogram',
    name: 'gatehouse_task_duration_seconds',
    unit: 's',
    description: 'Time that a run of a task took, by task.',
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600],
  },
  taskLastSuccess: {
    kind: 'gauge',
    name: 'gatehouse_task_last_success_timestamp_seconds',
    unit: 's',
    description: 'When a task last succeeded, as Unix time, by task.',
  },
  accountOldestRefresh: {
    kind: 'gauge',
    name: 'gatehouse_account_oldest_refresh_timestamp_seconds',
    unit: 's',
    description:
      'When the account that was least recently read completely was read, as Unix time; told after each sweep.',
  },
  cacheReads: {
    kind: 'counter',
    name: 'gatehouse_cache_reads',
    unit: '1',
    description: 'Reads through the cache, by key name and outcome (hit, miss, bypassed).',
  },
  awsCalls: {
    kind: 'counter',
    name: 'gatehouse_aws_calls',
    unit: '1',
    description: 'Calls to AWS, by service, operation and outcome.',
  },
  changeMessages: {
    kind: 'counter',
    name: 'gatehouse_change_messages',
    unit: '1',
    description: "Messages of the queues of CloudTrail's events, by outcome (taken, again, foreign, unreadable).",
  },
  changeVisible: {
    kind: 'histogram',
    name: 'gatehouse_change_visible_seconds',
    unit: 's',
    description: 'Time from a call that changed a resource (in whole seconds) until the inventory shows it.',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 900],
  },
  eventLoopDelay: {
    kind: 'gauge',
    name: 'gatehouse_event_loop_delay_seconds',
    unit: 's',
    description: '99th percentile of the event loop delay since the last scrape.',
  },
  residentMemory: {
    kind: 'gauge',
    name: 'gatehouse_process_resident_memory_bytes',
    unit: 'By',
    description: 'Resident memory of the process.',
  },
} as const satisfies Record<string, MetricDefinition>;
