import { TASK_CONTRACTS, TASK_SERVICES, type AnyRequestContract, type inventoryTasks } from '@gatehouse/contracts';
import type { ServiceClient } from '@gatehouse/messaging';
import { mergedTasks } from './merged-tasks.rules.js';

type Services = Pick<ServiceClient, 'call'>;
type Caller = Parameters<ServiceClient['call']>[1];
type Contracts = typeof inventoryTasks;

/** What answers a request to a route. */
export type Answer = (actor: Caller, input: Record<string, unknown>) => Promise<unknown>;

/**
 * Every service answers for its own tasks; the public API of tasks is one. A request goes to the service that it names,
 * and the list of tasks without one is made of everybody's. By the subjects of the contracts that are public.
 */
export function answersOfTasks(services: Services): ReadonlyMap<string, Answer> {
  const { listTasks, ...others } = TASK_CONTRACTS.inventory;
  const named = Object.entries<AnyRequestContract>(others).map(([name, contract]): [string, Answer] => [
    contract.subject,
    askNamed(services, name as keyof Contracts),
  ]);
  return new Map([...named, [listTasks.subject, listAll(services)]]);
}

/** A service that does not exist is refused by the contract that is asked then, with the names of those that do. */
function askNamed(services: Services, name: keyof Contracts): Answer {
  return (actor, input) => {
    const owner = TASK_SERVICES.find((service) => service === input['service']) ?? 'inventory';
    const contract: AnyRequestContract = TASK_CONTRACTS[owner][name];
    return services.call(contract, actor, input);
  };
}

function listAll(services: Services): Answer {
  return async (actor, input) => {
    if (input['service'] !== undefined) return askNamed(services, 'listTasks')(actor, input);
    const answers = await Promise.allSettled(
      TASK_SERVICES.map((service) => services.call(TASK_CONTRACTS[service].listTasks, actor, {})),
    );
    return mergedTasks(TASK_SERVICES.map((service, index) => ({ service, answer: answers[index] })));
  };
}
