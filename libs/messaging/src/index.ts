export { ActorKeys, type ActorKeysOptions, type PublicKey } from './actor/actor-keys.js';
export {
  importSigningKey,
  signActorToken,
  verifiedActor,
  type ActorSigningKey,
  type SigningOptions,
} from './actor/actor-token.js';
export { ActorVerifier } from './actor/actor-verifier.js';
export { ServiceIdentity } from './actor/service-identity.js';
export { ACTOR_TOKEN_LIFETIME_SECONDS, type VerifiedActor } from './actor/verified-actor.js';
export { ACTOR_HEADER, failureReply, jsonOrUndefined } from './calls/failure-reply.js';
export { requestReply } from './calls/request-reply.js';
export { ServiceClient } from './calls/service-client.js';
export { consumeEvents, type ConsumeOptions, type Consumption } from './events/consume-events.js';
export { hearEvents, type HearOptions } from './events/hear-events.js';
export type { EventMeta } from './events/event-meta.js';
export { EventPublisher } from './events/event-publisher.js';
export type { EventEnvelope, OutboxRecord } from './events/outbox-record.js';
export { connectNats, inboxPrefixOf, type NatsOptions } from './connection/connect-nats.js';
export { consumerOf, deadLetterSubjectOf, streamOf } from './topology/names.js';
export { authorizationConf, nkeyVariableOf, PROVISIONER } from './topology/nats-conf.js';
export { natsPermissionsOf, type ServicePermissions } from './topology/permissions.js';
export { provision, type ProvisionOptions } from './topology/provision.js';
export { streamsOf, type ConsumerPlan, type StreamPlan, type Topology } from './topology/streams.js';
