'use client';
import { ago } from './ago.rules';
import { useNow } from './use-now';

/** `3 minutes ago`, kept true; the whole time on pointing at it. */
export function RelativeTime({ time }: { time: string }) {
  const now = useNow(10_000);
  return (
    <time dateTime={time} title={new Date(time).toLocaleString()}>
      {ago(time, now)}
    </time>
  );
}
