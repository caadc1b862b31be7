import type { ServiceManifest } from '@gatehouse/contracts';
import { credentials } from '@gatehouse/credentials/manifest';
import { gateway } from '@gatehouse/gateway/manifest';
import { identity } from '@gatehouse/identity/manifest';
import { inventory } from '@gatehouse/inventory/manifest';

/** Every service's manifest: the one list that permissions, streams, docs and the call graph are made from. */
export const MANIFESTS: readonly ServiceManifest[] = [gateway, identity, inventory, credentials];
