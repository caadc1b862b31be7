import { Module } from '@nestjs/common';
import { PersistenceModule } from '@gatehouse/persistence';
import { PlatformConfig } from '@gatehouse/service-host';
import { taskMigrations, TasksModule } from '@gatehouse/tasks';
import { ActorKeyEntity } from './actor-token/actor-key.entity.js';
import { ActorKeyRepository } from './actor-token/actor-key.repository.js';
import { ActorKeyMint } from './actor-token/actor-key-mint.js';
import { ActorKeyRing } from './actor-token/actor-key-ring.js';
import { KeyWrapping } from './actor-token/key-wrapping.js';
import { GetProfileHandler } from './get-profile/get-profile.handler.js';
import { identityConfig, readKeyWrapping, type IdentityConfig } from './identity.config.js';
import { IssueActorTokenHandler } from './issue-actor-token/issue-actor-token.handler.js';
import { IssueActorToken } from './issue-actor-token/issue-actor-token.use-case.js';
import { ListActorKeysHandler } from './list-actor-keys/list-actor-keys.handler.js';
import { ListSignInMethodsHandler } from './list-sign-in-methods/list-sign-in-methods.handler.js';
import { sessionsAndActorKeys } from './migrations/0001-sessions-and-actor-keys.js';
import { PersonDirectory } from './person/person-directory.js';
import { purgeSessions } from './purge-sessions/purge-sessions.task.js';
import { PurgeSessions } from './purge-sessions/purge-sessions.use-case.js';
import { rotateActorKeys } from './rotate-actor-keys/rotate-actor-keys.task.js';
import { SessionEntity } from './session/session.entity.js';
import { SessionRecords } from './session/session-records.js';
import { SessionStarter } from './session/session-starter.js';
import { SessionRepository } from './session/session.repository.js';
import { SignInAsDemoPersonHandler } from './sign-in-as-demo-person/sign-in-as-demo-person.handler.js';
import { SignInAsDemoPerson } from './sign-in-as-demo-person/sign-in-as-demo-person.use-case.js';
import { SignOutHandler } from './sign-out/sign-out.handler.js';
import { SignOut } from './sign-out/sign-out.use-case.js';

@Module({
  imports: [
    PersistenceModule.forService({
      service: 'identity',
      entities: [SessionEntity, ActorKeyEntity],
      migrations: [...taskMigrations, sessionsAndActorKeys],
    }),
    TasksModule.forService({ service: 'identity', tasks: [purgeSessions, rotateActorKeys] }),
  ],
  controllers: [
    ListActorKeysHandler,
    ListSignInMethodsHandler,
    SignInAsDemoPersonHandler,
    IssueActorTokenHandler,
    SignOutHandler,
    GetProfileHandler,
  ],
  providers: [
    { provide: KeyWrapping, inject: [identityConfig.token], useFactory: readKeyWrapping },
    {
      provide: PersonDirectory,
      inject: [PlatformConfig, identityConfig.token],
      useFactory: ({ embedded }: PlatformConfig, config: IdentityConfig) =>
        new PersonDirectory({
          demo: embedded,
          privilegedGroups: {
            administrator: config.GATEHOUSE_ADMINISTRATOR_GROUPS,
            auditor: config.GATEHOUSE_AUDITOR_GROUPS,
          },
        }),
    },
    ActorKeyRepository,
    ActorKeyMint,
    ActorKeyRing,
    SessionRepository,
    SessionRecords,
    SessionStarter,
    SignInAsDemoPerson,
    IssueActorToken,
    SignOut,
    PurgeSessions,
  ],
})
export class IdentityModule {}
