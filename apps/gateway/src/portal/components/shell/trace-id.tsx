'use client';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** The id under which the administrators find this failure in logs and traces. */
export function TraceId({ traceId }: { traceId: string | undefined }) {
  if (!traceId) return null;
  return (
    <span>
      Trace id:{' '}
      <CopyToClipboard
        variant="inline"
        textToCopy={traceId}
        copyButtonAriaLabel="Copy the trace id"
        copySuccessText="Trace id copied"
        copyErrorText="The trace id could not be copied"
      />
    </span>
  );
}
