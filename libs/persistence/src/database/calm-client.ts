import pg from 'pg';

/**
 * A connection whose loss never ends the process. Postgres reports a shutdown twice (its message, then the closed
 * socket); whoever uses the connection hears the first, and by the second nobody may be listening any more.
 */
export class CalmClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
