import type { HANDLED } from '../inventory.manifest.js';

/** The requests that inventory answers. */
export type Handled = (typeof HANDLED)[number]['subject'];

/**
 * How a request keeps to what its actor sees:
 * `list` leaves out what is not seen, and does not count it; `one` refuses what is not seen as it refuses what does not
 * exist; `own` tells the actor of nobody but themselves; `privileged` is for those only who see everything anyway.
 */
export type Limitation = 'list' | 'one' | 'own' | 'privileged';

/**
 * Of every request. One that is missing here does not compile, and one that answers people with what they may not see is
 * found by the spec of this folder, which tries each `list` and `one`.
 */
export const LIMITATIONS = {
  'rpc.inventory.v1.search-resources': 'list',
  'rpc.inventory.v1.suggest-resources': 'list',
  'rpc.inventory.v1.list-principals': 'list',
  'rpc.inventory.v1.list-accounts': 'list',
  'rpc.inventory.v1.list-organization-nodes': 'list',
  'rpc.inventory.v1.list-guardrails': 'list',
  'rpc.inventory.v1.list-denials': 'list',
  'rpc.inventory.v1.who-can': 'list',
  'rpc.inventory.v1.find-resource': 'one',
  'rpc.inventory.v1.find-principal': 'one',
  'rpc.inventory.v1.find-account': 'one',
  'rpc.inventory.v1.find-service-usage': 'one',
  'rpc.inventory.v1.list-resource-versions': 'one',
  'rpc.inventory.v1.list-policy-uses': 'one',
  'rpc.inventory.v1.refresh-resource': 'one',
  'rpc.inventory.v1.what-can': 'one',
  'rpc.inventory.v1.explain-denial': 'one',
  'rpc.inventory.v1.get-visibility': 'own',
  'rpc.inventory.v1.refresh-account': 'privileged',
  'rpc.inventory.v1.list-tasks': 'privileged',
  'rpc.inventory.v1.list-task-runs': 'privileged',
  'rpc.inventory.v1.list-task-run-items': 'privileged',
  'rpc.inventory.v1.run-task': 'privileged',
  'rpc.inventory.v1.pause-task': 'privileged',
} as const satisfies Record<Handled, Limitation>;
