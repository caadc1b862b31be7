import type { NatsConnection, Status } from '@nats-io/transport-node';
import type { Logger } from '@gatehouse/telemetry';

/** Writes what happens to the connection into the log, until it is closed. */
export async function watchConnection(connection: NatsConnection, log: Logger): Promise<void> {
  for await (const status of connection.status()) report(status, log);
}

function report(status: Status, log: Logger): void {
  if (status.type === 'error') {
    log.error({ error: status.error }, 'NATS complains; do its permissions fit the manifest?');
    return;
  }
  const sentence = SENTENCES[status.type];
  if (sentence) log.warn({ status: status.type }, sentence);
}

/** What is worth a line; the rest happens all the time. */
const SENTENCES: Partial<Record<Status['type'], string>> = {
  disconnect: 'NATS is away; trying to reconnect.',
  reconnect: 'NATS is back.',
  slowConsumer: 'This service does not keep up with what NATS sends.',
  staleConnection: 'NATS does not answer; connecting anew.',
  ldm: 'This NATS server is about to stop; connecting to another.',
};
