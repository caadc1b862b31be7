import { RESOURCE_TYPES, type ResourceSettings } from './observed-resource.js';

/**
 * The settings that are worth a version when they change. A bucket's date of creation is none of them: S3 moves it when
 * a bucket's policy, among others, is changed (CreationDate of ListBuckets, S3 API reference). Of anything else another
 * date means that it was deleted and made anew.
 */
export function lastingSettings(resourceType: string, settings: ResourceSettings): ResourceSettings {
  if (resourceType !== RESOURCE_TYPES.bucket) return settings;
  const { createdAt: _moves, ...lasting } = settings;
  return lasting;
}
