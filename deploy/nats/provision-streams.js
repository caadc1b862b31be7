#!/usr/bin/env node
/**
 * Creates or updates every stream and consumer in streams.json, which is generated from the manifests. Services bind to
 * what is there and may make nothing themselves. Run after `tsc -b`, as the provisioner:
 *
 *   GATEHOUSE_NATS_SEED_FILE=provisioner.nkey node deploy/nats/provision-streams.js
 */
import { readFileSync } from 'node:fs';
import { Secret } from '@gatehouse/contracts';
import { connectNats, provision } from '@gatehouse/messaging';

const { GATEHOUSE_NATS_URL: url = 'nats://127.0.0.1:4222', GATEHOUSE_NATS_SEED_FILE: seedFile } = process.env;
const seed = seedFile ? { seed: new Secret(readFileSync(seedFile, 'utf8').trim()) } : {};
const topology = JSON.parse(readFileSync(new URL('streams.json', import.meta.url), 'utf8'));
const connection = await connectNats({ url, name: 'provisioner', ...seed });
try {
  await provision(connection, topology);
  console.log(`${topology.streams.length} streams`);
} finally {
  await connection.close();
}
