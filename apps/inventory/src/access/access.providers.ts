import type { Provider } from '@nestjs/common';
import { AskedPolicies } from '../what-can/asked-policies.js';
import { WhatCanQuery } from '../what-can/what-can.query.js';
import { WhoCanQuery } from '../who-can/who-can.query.js';
import { AccessFollower, AccessNews } from './access-follower.js';
import { AccessPicture } from './access-picture.js';
import { AccessRows } from './access-rows.js';
import { AskedResources } from './asked-resource.js';
import { CanonicalIds } from './canonical-ids.js';
import { GuardrailLevels } from './guardrail-levels.js';
import { HolderNamesQuery } from './holder-names.js';
import { PolicyShelf } from './policy-shelf.js';

/** Who can do what, and what somebody can do. */
export const accessProviders: Provider[] = [
  AccessRows,
  PolicyShelf,
  GuardrailLevels,
  AccessPicture,
  AccessFollower,
  AccessNews,
  AskedResources,
  CanonicalIds,
  HolderNamesQuery,
  WhoCanQuery,
  AskedPolicies,
  WhatCanQuery,
];
