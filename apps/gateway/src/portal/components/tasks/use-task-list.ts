'use client';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { useReply } from '../../gateway-api/use-reply';
import { withLastKnown } from './last-known.rules';

type Answer = Awaited<ReturnType<typeof gatewayApi.tasks>>;

let last: Answer | undefined;

async function load(signal: AbortSignal): Promise<Answer> {
  last = withLastKnown(last, await gatewayApi.tasks(signal));
  return last;
}

/** All tasks; those of a service that stops answering stay in the list as they were. */
export function useTaskList() {
  return useReply('tasks', load);
}
