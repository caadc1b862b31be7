'use client';
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import dynamic from 'next/dynamic';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ApiProblem } from '../../gateway-api/api-problem';
import { explainProblem } from '../../gateway-api/reasons.rules';
import { TraceId } from './trace-id';

export interface Notice {
  readonly type: 'success' | 'info' | 'warning' | 'error';
  readonly header: string;
  readonly content?: ReactNode;
  readonly action?: ReactNode;
  /** A notice with the same id takes the place of the one before. */
  readonly id?: string;
}

interface Notices {
  readonly notify: (notice: Notice) => void;
  readonly notifyProblem: (problem: ApiProblem, about: string) => void;
  readonly dismiss: (id: string) => void;
}

const Flashbar = dynamic(() => import('@cloudscape-design/components/flashbar'), { ssr: false });

const NoticesContext = createContext<Notices | null>(null);
const NoticeItems = createContext<FlashbarProps['items']>([]);

const MOST_NOTICES = 5;
const SUCCESS_MILLISECONDS = 8_000;
let lastNumber = 0;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly (FlashbarProps.MessageDefinition & { id: string })[]>([]);
  const dismiss = useCallback((id: string) => setItems((before) => before.filter((item) => item.id !== id)), []);

  const notify = useCallback(
    ({ id = `notice-${++lastNumber}`, ...notice }: Notice) => {
      const item = {
        ...notice,
        id,
        dismissible: true,
        dismissLabel: `Dismiss: ${notice.header}`,
        onDismiss: () => dismiss(id),
        ariaRole: notice.type === 'error' ? ('alert' as const) : ('status' as const),
      };
      setItems((before) => [item, ...before.filter((other) => other.id !== id)].slice(0, MOST_NOTICES));
      if (notice.type === 'success') setTimeout(() => dismiss(id), SUCCESS_MILLISECONDS);
    },
    [dismiss],
  );

  const notifyProblem = useCallback(
    (problem: ApiProblem, about: string) => {
      const { title, what, next } = explainProblem(problem.facts);
      const content = (
        <>
          {what} {next} <TraceId traceId={problem.facts.traceId} />
        </>
      );
      notify({ type: 'error', header: `${about}: ${title}`, content, id: `problem-${about}` });
    },
    [notify],
  );

  const notices = useMemo(() => ({ notify, notifyProblem, dismiss }), [notify, notifyProblem, dismiss]);
  return (
    <NoticesContext value={notices}>
      <NoticeItems value={items}>{children}</NoticeItems>
    </NoticesContext>
  );
}

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === null) throw new Error('useNotices needs a NoticesProvider above it.');
  return notices;
}

/** The notices of the moment, newest first. The bar itself is loaded with the first of them. */
export function NoticeBar() {
  const items = useContext(NoticeItems);
  return <div className="notices">{items && items.length > 0 && <Flashbar items={items} stackItems />}</div>;
}
