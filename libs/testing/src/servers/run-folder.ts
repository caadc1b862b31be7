import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { recordProcess } from '@gatehouse/local/servers';

/** Where this Jest run keeps the data of its servers; `npm test` and Jest's own setup make it and sweep it. */
export function runFolder(): string {
  const folder = process.env['GATEHOUSE_TEST_RUN_FOLDER'];
  if (folder === undefined) {
    throw new Error('No servers are running for this test: name the file *.medium.spec.ts, so that Jest starts them.');
  }
  return folder;
}

/** A new folder of this run, for one server's data. */
export function serverFolder(server: string): string {
  return mkdtempSync(join(runFolder(), `${server}-`));
}

/** Remembers a server, so that it is ended with the run should its test not do it. */
export function endWithRun(name: string, pid: number): void {
  recordProcess(join(runFolder(), 'processes'), name, pid);
}

/** The URL of a server that is there for the whole run. */
export function sharedServer(variable: 'GATEHOUSE_TEST_POSTGRES_URL' | 'GATEHOUSE_TEST_REDIS_URL'): string {
  const url = process.env[variable];
  if (url !== undefined) return url;
  throw new Error(`${variable} is not set: name the file *.medium.spec.ts, so that Jest starts the servers.`);
}
