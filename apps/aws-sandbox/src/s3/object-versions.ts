import { randomBytes } from 'node:crypto';

import type { Bucket, StoredObject, World } from '../state/model.js';
import { type ObjectVersion, changeSettings, settingsOf } from './s3-state.js';

/** What was written while versioning was not on. */
const NULL_VERSION = 'null';

/** Keeps an object as the newest of its key; gives it back with its version. */
export function storeObject(world: World, bucket: Bucket, object: StoredObject): StoredObject {
  const { versioning } = settingsOf(world, bucket);
  if (versioning === undefined) {
    bucket.objects.set(object.key, object);
    return object;
  }
  const versioned = { ...object, versionId: newVersionId(versioning) };
  addVersion(world, bucket, {
    key: object.key,
    version: { versionId: versioned.versionId, modifiedAt: object.modifiedAt, object: versioned },
  });
  bucket.objects.set(object.key, versioned);
  return versioned;
}

/** What a deletion did. */
export interface Deletion {
  readonly versionId?: string;
  readonly deleteMarker?: boolean;
}

/** Deletes a key: for good while versioning was never on, else by putting a delete marker above its versions. */
export function deleteKey(world: World, bucket: Bucket, { key, now }: { key: string; now: Date }): Deletion {
  const { versioning } = settingsOf(world, bucket);
  if (versioning === undefined) {
    bucket.objects.delete(key);
    return {};
  }
  const versionId = newVersionId(versioning);
  addVersion(world, bucket, { key, version: { versionId, modifiedAt: now, object: undefined } });
  bucket.objects.delete(key);
  return { versionId, deleteMarker: true };
}

/** Deletes one version for good; what was below it becomes the newest. */
export function deleteVersion(world: World, bucket: Bucket, { key, versionId }: KeyVersion): Deletion {
  const history = settingsOf(world, bucket).versions.get(key);
  if (history === undefined) {
    if (versionId === NULL_VERSION) bucket.objects.delete(key);
    return { versionId };
  }
  const gone = history.find((version) => version.versionId === versionId);
  if (gone !== undefined) history.splice(history.indexOf(gone), 1);
  uncover(bucket, key, history[0]);
  if (history.length === 0) changeSettings(world, bucket).versions.delete(key);
  return isMarker(gone) ? { versionId, deleteMarker: true } : { versionId };
}

/** What is the newest now is what reads without a version get. */
function uncover(bucket: Bucket, key: string, newest: ObjectVersion | undefined): void {
  if (newest?.object === undefined) bucket.objects.delete(key);
  else bucket.objects.set(key, newest.object);
}

function isMarker(version: ObjectVersion | undefined): boolean {
  return version !== undefined && version.object === undefined;
}

interface KeyVersion {
  readonly key: string;
  readonly versionId: string;
}

/** All versions of a key, newest first. */
export function versionsOfKey(world: World, bucket: Bucket, key: string): readonly ObjectVersion[] {
  const history = settingsOf(world, bucket).versions.get(key);
  if (history !== undefined) return history;
  const object = bucket.objects.get(key);
  return object === undefined ? [] : [nullVersion(object)];
}

/** Every key that has a version, delete markers included. */
export function versionedKeys(world: World, bucket: Bucket): ReadonlySet<string> {
  return new Set([...bucket.objects.keys(), ...settingsOf(world, bucket).versions.keys()]);
}

function nullVersion(object: StoredObject): ObjectVersion {
  return { versionId: NULL_VERSION, modifiedAt: object.modifiedAt, object };
}

function newVersionId(versioning: 'Enabled' | 'Suspended'): string {
  return versioning === 'Enabled' ? randomBytes(24).toString('base64url') : NULL_VERSION;
}

function addVersion(world: World, bucket: Bucket, { key, version }: { key: string; version: ObjectVersion }): void {
  const { versions } = changeSettings(world, bucket);
  const history = [...versionsOfKey(world, bucket, key)];
  const kept =
    version.versionId === NULL_VERSION ? history.filter(({ versionId }) => versionId !== NULL_VERSION) : history;
  versions.set(key, [version, ...kept]);
}
