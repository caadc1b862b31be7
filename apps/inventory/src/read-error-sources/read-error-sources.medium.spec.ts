import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, Outbox, type Database } from '@gatehouse/persistence';
import type { ErrorPage, ErrorSource, RefusedCall } from '@gatehouse/plugin-sdk';
import { FakeClock, testPostgres, type TestPostgres } from '@gatehouse/testing';
import { DenialIntake } from '../denial/denial-intake.js';
import { DenialRepository } from '../denial/denial.repository.js';
import { ForgetDenials } from '../forget-denials/forget-denials.use-case.js';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { ErrorSourcePositions } from './error-source-positions.js';
import { ErrorSources } from './error-sources.js';
import { ReadErrorSources } from './read-error-sources.use-case.js';

const DAY_SECONDS = 24 * 60 * 60;
const principalArn = 'arn:aws:iam::111122223333:role/reader';
const bucketArn = 'arn:aws:s3:::exports';

let postgres: TestPostgres;
let database: Database;
let clock: FakeClock;
let source: FakeSource;
let readErrorSources: ReadErrorSources;
let forgetDenials: ForgetDenials;

class FakeSource implements ErrorSource {
  readonly id = 'warehouse';
  pages: ErrorPage[] = [];
  failsAfter = Number.POSITIVE_INFINITY;
  asked: (string | null)[] = [];

  async *read(after: string | null): AsyncIterable<ErrorPage> {
    this.asked.push(after);
    for (const [index, page] of this.pages.entries()) {
      if (index >= this.failsAfter) throw new Error('The warehouse is closed.');
      if (after === null || page.position > after) yield page;
    }
  }
}

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});
beforeEach(() => {
  clock = new FakeClock();
  source = new FakeSource();
  const denials = new DenialRepository();
  const intake = new DenialIntake(database, denials, new Outbox({ service: 'inventory' }), clock);
  readErrorSources = new ReadErrorSources(
    new ErrorSources([source]),
    new ErrorSourcePositions(database),
    intake,
    clock,
  );
  forgetDenials = new ForgetDenials(database, denials, clock);
});
afterEach(async () => {
  for (const table of ['denials', 'denial_sightings', 'denial_counts', 'error_sources', 'outbox']) {
    await database.query(`DELETE FROM ${table}`);
  }
});

function refused(id: string, change: Partial<RefusedCall> = {}): RefusedCall {
  return {
    id,
    principalArn,
    sessionName: 'ada',
    action: 's3:GetObject',
    resourceArn: `${bucketArn}/a.csv`,
    errorCode: 'AccessDenied',
    errorMessage: 'Access Denied',
    at: clock.now(),
    ...change,
  };
}

const read = () => readErrorSources.execute('warehouse', AbortSignal.timeout(5_000));
const counts = () => database.query('SELECT arn, count FROM denial_counts ORDER BY arn');
const told = () => database.query<{ subject: string }>('SELECT subject FROM outbox');

describe(ReadErrorSources, () => {
  it('counts what a source tells once, by principal and by the bucket of the object, and tells of it once', async () => {
    source.pages = [{ calls: [refused('1'), refused('2'), refused('1')], position: 'a' }];
    await read();
    await read();
    expect(await counts()).toEqual([
      { arn: principalArn, count: 2 },
      { arn: bucketArn, count: 2 },
    ]);
    expect((await told()).map(({ subject }) => subject)).toEqual(['evt.inventory.v1.denial-observed']);
    expect(source.asked).toEqual([null, 'a']);
  });

  it('keeps what was read before a source fails, and says why', async () => {
    source.pages = [
      { calls: [refused('1')], position: 'a' },
      { calls: [refused('2')], position: 'b' },
    ];
    source.failsAfter = 1;
    await expect(read()).rejects.toThrow('closed');
    expect(await database.query('SELECT position, failure FROM error_sources')).toEqual([
      { position: 'a', failure: 'The warehouse is closed.' },
    ]);
    source.failsAfter = Number.POSITIVE_INFINITY;
    await read();
    expect(await counts()).toContainEqual({ arn: principalArn, count: 2 });
  });

  it('stores what Postgres cannot hold as it is, and passes over what nobody could count', async () => {
    const odd = refused('1', { errorMessage: 'nul \u0000 and half \ud800', sessionName: 'a\u0000b' });
    source.pages = [{ calls: [odd, refused('2', { principalArn: 'ada' })], position: 'a' }];
    await read();
    expect(await database.query('SELECT error_message FROM denials')).toEqual([
      { error_message: 'nul \ufffd and half \ufffd' },
    ]);
  });
});

describe(ForgetDenials, () => {
  it('lets denials leave the window day by day', async () => {
    source.pages = [{ calls: [refused('1')], position: 'a' }];
    await read();
    clock.advance(3 * DAY_SECONDS);
    source.pages = [{ calls: [refused('2')], position: 'b' }];
    await read();
    await forgetDenials.execute();
    expect(await counts()).toContainEqual({ arn: principalArn, count: 2 });
    clock.advance(4 * DAY_SECONDS);
    await forgetDenials.execute();
    expect(await counts()).toContainEqual({ arn: principalArn, count: 1 });
    clock.advance(4 * DAY_SECONDS);
    await forgetDenials.execute();
    expect(await counts()).toEqual([]);
    expect(await database.query('SELECT * FROM denials')).toEqual([]);
  });
});
