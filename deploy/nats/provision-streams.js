#!/usr/bin/env node
/**
 * Creates or updates every stream and consumer that the manifests ask for, as a user that may. Services bind to what is
 * there and make nothing themselves. Run after `tsc -b`:
 *
 *   GATEHOUSE_NATS_URL=nats://127.0.0.1:4222 GATEHOUSE_NATS_SEED_FILE=provisioner.nkey node deploy/nats/provision-streams.js
 */
import { readFileSync } from 'node:fs';
import { Secret } from '@gatehouse/contracts';
import { MANIFESTS } from '@gatehouse/generate/manifests';
import { connectNats, provision, streamsOf } from '@gatehouse/messaging';

const { GATEHOUSE_NATS_URL: url = 'nats://127.0.0.1:4222', GATEHOUSE_NATS_SEED_FILE: seedFile } = process.env;
const seed = seedFile ? { seed: new Secret(readFileSync(seedFile, 'utf8').trim()) } : {};
const connection = await connectNats({ url, name: 'provisioner', ...seed });
try {
  const topology = streamsOf(MANIFESTS);
  await provision(connection, topology);
  console.log(`${topology.streams.length} streams`);
} finally {
  await connection.close();
}
