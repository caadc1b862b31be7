import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { TaskService } from '@gatehouse/contracts';
import { AuditTrail, Database } from '@gatehouse/persistence';
import { PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { tasksHandlerOf } from './answer/tasks-handler.js';
import type { Task, TaskToken } from './define-task.js';
import { TaskEngine } from './engine/task-engine.js';
import { Tasks } from './tasks.js';

/** Starts the engine when the service is there, and stops it before its database goes. */
class TasksLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly engine: TaskEngine) {}

  onApplicationBootstrap(): void {
    this.engine.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.engine.stop();
  }
}

@Module({})
export class TasksModule {
  /**
   * Runs the tasks of a service, answers for them (`TASK_CONTRACTS` of the service, which its manifest handles), and
   * gives it `Tasks`. Needs `PersistenceModule` with `taskMigrations`. Boot does not wait
   * for Redis: schedules follow when it is there.
   */
  static forService({
    service,
    tasks,
  }: {
    readonly service: TaskService;
    readonly tasks: readonly Task[];
  }): DynamicModule {
    return {
      module: TasksModule,
      global: true,
      controllers: [tasksHandlerOf(service)],
      providers: [
        {
          provide: TaskEngine,
          inject: [Database, PlatformConfig, Logger, ModuleRef],
          useFactory: (database: Database, config: PlatformConfig, logger: Logger, modules: ModuleRef) => {
            const get = <T>(token: TaskToken<T>): T => modules.get<T>(token as never, { strict: false });
            return new TaskEngine({ service, tasks, database, logger, get, redisUrl: config.requireRedisUrl() });
          },
        },
        {
          provide: Tasks,
          inject: [TaskEngine, Database, AuditTrail],
          useFactory: (engine: TaskEngine, database: Database, trail: AuditTrail) => new Tasks(engine, database, trail),
        },
        {
          provide: TasksLifecycle,
          inject: [TaskEngine],
          useFactory: (engine: TaskEngine) => new TasksLifecycle(engine),
        },
      ],
      exports: [Tasks],
    };
  }
}
