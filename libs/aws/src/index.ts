export { AwsClients, type AwsClientClass, type AwsClientConfig, type AwsTarget } from './clients/aws-clients.js';
export { awsProblemOf, type AwsProblem } from './clients/aws-problem.js';
export { LeastRecentlyUsed } from './clients/least-recently-used.js';
export { RateLimitReached, TokenBucket, type TokenBucketOptions } from './clients/token-bucket.js';
export { decideDestination, type ConsolePlace, type DestinationDecision } from './console-links/console-destination.js';
export { ConsoleLinkFailure, ConsoleLinks, FederationConsoleLinks } from './console-links/console-links.js';
export { AwsEstate, awsEstateOf } from './estate/aws-estate.js';
export {
  ConfigurationProblem,
  parseGatehouseFile,
  readGatehouseFile,
  sectionOf,
  type GatehouseFile,
} from './estate/gatehouse-file.js';
export { VisibilitySettings, visibilitySettingsOf } from './estate/visibility-settings.js';
export { PARTITIONS, type Partition, type PartitionFacts } from './partition/partition.js';
export {
  RoleSessionFailure,
  RoleSessions,
  type Attribution,
  type Hub,
  type RoleSession,
  type RoleSessionOrder,
} from './role-sessions/role-sessions.js';
export { PERSON_TAG, ROLE_SESSION_TAG, sessionNameOf, tagValueOf } from './role-sessions/session-attribution.js';
export { StsRoleSessions } from './role-sessions/sts-role-sessions.js';
