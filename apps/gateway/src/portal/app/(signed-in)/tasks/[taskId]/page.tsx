import type { Metadata } from 'next';
import { taskName } from '../../../../components/tasks/task-states.rules';
import { TaskScreen } from './task-screen';

interface Props {
  readonly params: Promise<{ taskId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: taskName((await params).taskId) };
}

export default async function TaskPage({ params }: Props) {
  return <TaskScreen taskId={(await params).taskId} />;
}
