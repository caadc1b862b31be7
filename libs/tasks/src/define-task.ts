import { z } from 'zod';

/** When a task runs by itself. */
export type TaskSchedule =
  /** Seconds from one tick to the next. */
  | { readonly every: number; readonly cron?: never }
  /** Five or six fields, in UTC: `0 3 * * *`. */
  | { readonly cron: string; readonly every?: never };

/** What a running task knows and may use. */
export interface TaskContext {
  readonly runId: string;
  /** When the run began; its items may follow much later. */
  readonly startedAt: Date;
  /** Aborted when the time limit is over or the process stops: pass it on to whatever can be given up. */
  readonly signal: AbortSignal;
  /** Finds a provider of the service, usually the one use case that the task calls. */
  get<T>(token: TaskToken<T>): T;
}

/** A class, or whatever else a provider is known by. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a class with whatever constructor
export type TaskToken<T> = (abstract new (...args: any[]) => T) | string | symbol;

/** How the items of a fanned-out run went, for its closing job. */
export interface ItemsReport {
  readonly total: number;
  readonly failed: number;
}

/** An item of a fanned-out run. */
export interface FanOutItem {
  /** Up to 300 characters. */
  readonly item: string;
  /** What people call it. */
  readonly label: string;
}

/** A part of an item that can fail by itself. */
export interface ItemPart {
  readonly name: string;
  /** Undefined when it went well. */
  readonly error?: string | undefined;
  /** What it brought, where that can be counted. */
  readonly rows?: number | undefined;
  readonly durationSeconds?: number | undefined;
  /** Of a part that failed: when it last went well. */
  readonly lastSuccessAt?: Date | undefined;
}

/** What a try of an item brought, for those who look at the run. At most 50 parts are kept. */
export interface ItemReport {
  /** What else there is to say of it, e.g. why nothing was to be done; up to 300 characters. */
  readonly note?: string | undefined;
  readonly rows?: number | undefined;
  readonly parts?: readonly ItemPart[] | undefined;
}

/** Thrown by `each` when an item failed and there is more to say of it than why. */
export class ItemFailed extends Error {
  override readonly name = 'ItemFailed';

  constructor(
    message: string,
    readonly report: ItemReport,
  ) {
    super(message);
  }
}

/** One job for each item, so that a slow or broken one delays nobody. */
export interface FanOut<Input> {
  /** The items, e.g. account ids with the names of the accounts; at most 20,000. */
  items(input: Input, context: TaskContext): Promise<readonly (string | FanOutItem)[]>;
  /** Does the work for one item. May be called again for the same one: after a failure, or after a crash. */
  each(item: string, input: Input, context: TaskContext): Promise<ItemReport | void>;
  /** Tries for each item at most. Default 3. */
  readonly attempts?: number;
  /** Pause before the second try, doubled for each one after it. Default 5 s. */
  readonly backoffSeconds?: number;
  /** For one try of one item. */
  readonly timeLimitSeconds: number;
}

interface Definition<Schema extends z.ZodType> {
  /** kebab-case, unique within the service. */
  readonly id: string;
  /** What it does and why, for the people who see it in the portal. */
  readonly summary: string;
  /** For `run`, and for finding the items of a fan-out. */
  readonly timeLimitSeconds: number;
  /** What it can be told when somebody runs it by hand; every field needs a default, for scheduled runs. */
  readonly input?: Schema;
  /** The work; with `fanOut`, what is left to do when every item has ended. */
  run(input: z.output<Schema>, context: TaskContext, items: ItemsReport): Promise<void>;
  readonly fanOut?: FanOut<z.output<Schema>>;
}

/** A task as the engine takes it. */
export interface Task {
  readonly id: string;
  readonly summary: string;
  readonly schedule: TaskSchedule;
  readonly timeLimitSeconds: number;
  readonly input: z.ZodType;
  run(input: unknown, context: TaskContext, items: ItemsReport): Promise<void>;
  readonly fanOut?: FanOut<unknown>;
}

const LONGEST_LIMIT_SECONDS = 24 * 60 * 60;

/**
 * Declares work that runs on a schedule or on demand, once across all replicas. Throws when the definition is wrong.
 *
 * @example
 * export const forgetSessions = defineTask({
 *   id: 'forget-sessions',
 *   summary: 'Deletes sessions that ended more than a month ago.',
 *   cron: '0 3 * * *',
 *   timeLimitSeconds: 60,
 *   run: (_input, context) => context.get(ForgetSessions).execute(),
 * });
 */
export function defineTask<Schema extends z.ZodType = z.ZodObject<Record<never, never>>>(
  definition: Definition<Schema> & TaskSchedule,
): Task {
  const { id, every, cron } = definition;
  const input = definition.input ?? z.strictObject({});
  if (!/^[a-z][a-z0-9-]{0,79}$/.test(id))
    throw new Error(`"${id}" is not the id of a task: lower-case words with "-".`);
  if (!input.safeParse({}).success) throw new Error(`The input of task ${id} needs a default for every field.`);
  requireLimit(id, 'timeLimitSeconds', definition.timeLimitSeconds);
  if (definition.fanOut) requireLimit(id, 'fanOut.timeLimitSeconds', definition.fanOut.timeLimitSeconds);
  return { ...definition, input, schedule: scheduleOf(id, every, cron) } as Task;
}

function scheduleOf(id: string, every: number | undefined, cron: string | undefined): TaskSchedule {
  if (every !== undefined && every > 0) return { every };
  if (cron !== undefined && /^\S+( \S+){4,5}$/.test(cron)) return { cron };
  throw new Error(`Task ${id} needs either every (seconds, above 0) or cron (five or six fields).`);
}

function requireLimit(id: string, field: string, seconds: number): void {
  if (seconds > 0 && seconds <= LONGEST_LIMIT_SECONDS) return;
  throw new Error(`Task ${id}: ${field} must be above 0 and at most ${LONGEST_LIMIT_SECONDS}.`);
}
