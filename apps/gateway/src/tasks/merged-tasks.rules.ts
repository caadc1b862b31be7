import { ContractFailure, type FailureCode, type listTasks, type ReplyOf } from '@gatehouse/contracts';

type TaskList = ReplyOf<typeof listTasks>;

/** What one service said when it was asked for its tasks. */
export interface ServiceAnswer {
  readonly service: string;
  readonly answer: PromiseSettledResult<TaskList> | undefined;
}

/** A service that is away hides its own tasks, and nobody else's. */
const AWAY: ReadonlySet<FailureCode> = new Set(['unavailable', 'deadline_exceeded', 'internal']);

/** One list of what all said. Throws what a service refused, or what all of them said when none answered. */
export function mergedTasks(answers: readonly ServiceAnswer[]): TaskList {
  const items: TaskList['items'] = [];
  const unavailable: string[] = [];
  for (const { service, answer } of answers) {
    if (answer?.status === 'fulfilled') items.push(...answer.value.items);
    else if (isAway(answer?.reason) && unavailable.length < answers.length - 1) unavailable.push(service);
    else throw answer?.reason;
  }
  return { items, unavailable };
}

function isAway(reason: unknown): boolean {
  return reason instanceof ContractFailure && AWAY.has(reason.failure.code);
}
