'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../../../components/shell/problem-alert';
import { toProblem, type ApiProblem } from '../../../gateway-api/api-problem';
import { resourcesApi } from '../../../gateway-api/resources-api';
import { exportRows } from './export-rows';
import type { TextFormat } from './table-text.rules';
import type { Resources } from './use-resources';

const PAGE_SIZE = 500;

type State =
  | { readonly step: 'choosing' }
  | { readonly step: 'running'; readonly rows: number }
  | { readonly step: 'done'; readonly rows: number; readonly fileName: string }
  | { readonly step: 'failed'; readonly problem: ApiProblem };

/** The whole list as a file, as it is filtered and sorted. Loaded when it is opened; closing it cancels. */
export default function ExportDialog({ list, onClose }: { list: Resources; onClose: () => void }) {
  const [format, setFormat] = useState<TextFormat>('csv');
  const { state, start } = useExport(list);
  const running = state.step === 'running';
  return (
    <Modal
      visible
      header="Export resources"
      closeAriaLabel={running ? 'Cancel the export and close' : 'Close'}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {state.step === 'done' ? 'Close' : 'Cancel'}
            </Button>
            {state.step !== 'done' && (
              <Button variant="primary" loading={running} loadingText="Exporting" onClick={() => start(format)}>
                Export
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <FormField
          label="Format"
          description={`${list.count === '' ? 'All' : list.count} resources that meet the conditions, on all pages.`}
        >
          <SegmentedControl
            label="Format"
            selectedId={format}
            onChange={({ detail }) => setFormat(detail.selectedId as TextFormat)}
            options={[
              { id: 'csv', text: 'CSV', disabled: running },
              { id: 'json', text: 'JSON', disabled: running },
            ]}
          />
        </FormField>
        <Progress state={state} totalCount={list.totalCount} />
      </SpaceBetween>
    </Modal>
  );
}

function Progress({ state, totalCount }: { state: State; totalCount: number | undefined }) {
  switch (state.step) {
    case 'choosing':
      return null;
    case 'running':
      return (
        <ProgressBar
          label="Exporting"
          value={totalCount ? Math.min(99, (state.rows / totalCount) * 100) : 0}
          additionalInfo={`${state.rows.toLocaleString()} rows so far`}
        />
      );
    case 'done':
      return (
        <div role="status">
          <Alert type="success">
            {state.rows.toLocaleString()} rows are in {state.fileName}, where your browser puts downloads.
          </Alert>
        </div>
      );
    case 'failed':
      return <ProblemAlert problem={state.problem} />;
  }
}

function useExport({ query, sort }: Resources) {
  const [state, setState] = useState<State>({ step: 'choosing' });
  const controller = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const start = (format: TextFormat) => {
    const mine = new AbortController();
    controller.current = mine;
    let rows = 0;
    setState({ step: 'running', rows });
    exportRows({
      format,
      signal: mine.signal,
      load: (cursor, signal) => resourcesApi.search({ ...query, sort, limit: PAGE_SIZE, cursor }, signal),
      onProgress: (count) => {
        rows = count;
        setState({ step: 'running', rows });
      },
    }).then(
      (file) => {
        const fileName = `resources-${new Date().toISOString().slice(0, 10)}.${format}`;
        download(file, fileName);
        setState({ step: 'done', rows, fileName });
      },
      (thrown: unknown) => {
        if (!mine.signal.aborted) setState({ step: 'failed', problem: toProblem(thrown) });
      },
    );
  };
  return { state, start };
}

const KEPT_MILLISECONDS = 60_000;

function download(file: Blob, fileName: string): void {
  const href = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MILLISECONDS);
}
