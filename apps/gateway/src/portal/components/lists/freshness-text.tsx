'use client';
import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Freshness } from '@gatehouse/contracts';
import { ago } from '../text/ago.rules';
import { useNow } from '../text/use-now';

const LOOKS: Readonly<Record<Freshness['state'], readonly [StatusIndicatorProps.Type, string]>> = {
  never: ['pending', 'Never read'],
  refreshing: ['in-progress', 'Reading now'],
  fresh: ['success', 'Fresh'],
  stale: ['warning', 'Stale'],
  failed: ['error', 'Last try failed'],
};

/** How old the picture of an account is, in words. */
export function FreshnessText({ freshness }: { freshness: Freshness }) {
  const now = useNow(10_000);
  const [type, word] = LOOKS[freshness.state];
  return (
    <div>
      <StatusIndicator type={type}>{word}</StatusIndicator>
      <Box variant="small" color="text-body-secondary" display="block">
        {freshness.refreshedAt ? (
          <time dateTime={freshness.refreshedAt} title={new Date(freshness.refreshedAt).toLocaleString()}>
            as of {ago(freshness.refreshedAt, now)}
          </time>
        ) : (
          'no complete picture yet'
        )}
        {freshness.failure && (
          <>
            {' '}
            · {freshness.failure.code}: {freshness.failure.message}
          </>
        )}
      </Box>
    </div>
  );
}
