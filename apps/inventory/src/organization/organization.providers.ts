import type { Provider } from '@nestjs/common';
import { AccountParts } from '../find-account/account-parts.js';
import { FindAccountQuery } from '../find-account/find-account.query.js';
import { ListGuardrailsQuery } from '../list-guardrails/list-guardrails.query.js';
import { ListOrganizationNodesQuery } from '../list-organization-nodes/list-organization-nodes.query.js';
import { GuardrailRows } from './guardrail-rows.js';
import { OrganizationRepository } from './organization.repository.js';
import { ReadOrganizations } from './read-organizations.use-case.js';

/** Organizations with their trees and guardrails, and the accounts in them. */
export const organizationProviders: Provider[] = [
  AccountParts,
  FindAccountQuery,
  ListGuardrailsQuery,
  ListOrganizationNodesQuery,
  GuardrailRows,
  OrganizationRepository,
  ReadOrganizations,
];
