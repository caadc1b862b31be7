import {
  accountRefreshed,
  credentialsIssued,
  credentialsTasks,
  defineService,
  explainEligibility,
  issueCredentials,
  listAccounts,
  listEligibleAccounts,
  listEligibleRoles,
  listPrincipals,
  openConsole,
  resourceChanged,
  resourceDeleted,
} from '@gatehouse/contracts';

/** Who may assume what; hands out STS sessions and console links, and keeps the ledger of them. */
export const credentials = defineService({
  name: 'credentials',
  summary: 'Who may assume which role; hands out role sessions and console links, and keeps the ledger of them.',
  handles: [
    listEligibleRoles,
    listEligibleAccounts,
    explainEligibility,
    issueCredentials,
    openConsole,
    ...Object.values(credentialsTasks),
  ],
  calls: [listAccounts, listPrincipals],
  callsAsItself: [listAccounts, listPrincipals],
  publishes: [credentialsIssued],
  subscribes: [
    { event: resourceChanged, purpose: 'know-role' },
    { event: resourceDeleted, purpose: 'forget-role' },
    { event: accountRefreshed, purpose: 'know-account' },
  ],
});
