import {
  accountRefreshed,
  defineService,
  findPrincipal,
  findResource,
  listAccounts,
  listPrincipals,
  listResourceVersions,
  listTaskRuns,
  listTasks,
  pauseTask,
  refreshAccount,
  refreshResource,
  resourceChanged,
  resourceDeleted,
  runTask,
} from '@gatehouse/contracts';

/** What exists in AWS, read account by account, with its freshness. It asks no other service. */
export const inventory = defineService({
  name: 'inventory',
  summary: 'What exists: accounts, principals and their policies, read from AWS, with how fresh the picture is.',
  handles: [
    findResource,
    listResourceVersions,
    refreshResource,
    listAccounts,
    listPrincipals,
    findPrincipal,
    refreshAccount,
    listTasks,
    listTaskRuns,
    runTask,
    pauseTask,
  ],
  calls: [],
  publishes: [resourceChanged, resourceDeleted, accountRefreshed],
  subscribes: [],
});
