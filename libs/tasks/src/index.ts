export { TasksModule } from './tasks.module.js';
export { Tasks, TaskInputInvalid, TaskUnknown, type Requester, type TaskStatus } from './tasks.js';
export {
  defineTask,
  ItemFailed,
  type FanOut,
  type FanOutItem,
  type ItemPart,
  type ItemReport,
  type ItemsReport,
  type Task,
  type TaskContext,
  type TaskSchedule,
  type TaskToken,
} from './define-task.js';
export { TaskEngine, type EngineSettings } from './engine/task-engine.js';
export { taskMigrations } from './task-migrations.js';
export type { EndState, RunState, TaskRun } from './runs/task-run.js';
