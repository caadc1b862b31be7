'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { COLUMNS, PAGE_SIZES, type TablePreferences } from './table-preferences.rules';

export interface RolesPreferencesProps {
  readonly preferences: TablePreferences;
  readonly onConfirm: (preferences: TablePreferences) => void;
  readonly onClose: () => void;
}

/** Page size, and which columns are shown. Loaded when it is opened. */
export default function RolesPreferences({ preferences, onConfirm, onClose }: RolesPreferencesProps) {
  const [{ pageSize, hiddenColumns }, setChosen] = useState(preferences);
  const options = PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} roles` }));
  const show = (id: string, shown: boolean) => {
    const others = hiddenColumns.filter((hidden) => hidden !== id);
    setChosen({ pageSize, hiddenColumns: shown ? others : [...others, id] });
  };
  return (
    <Modal
      visible
      header="Preferences"
      closeAriaLabel="Close without changes"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" onClick={() => onConfirm({ pageSize, hiddenColumns })}>
              Confirm
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <FormField label="Roles on a page">
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === String(pageSize)) ?? null}
            onChange={({ detail }) => setChosen({ pageSize: Number(detail.selectedOption.value), hiddenColumns })}
            expandToViewport
          />
        </FormField>
        <fieldset className="choices">
          <legend>Columns</legend>
          {COLUMNS.map(({ id, label, fixed }) => (
            <Checkbox
              key={id}
              checked={!hiddenColumns.includes(id)}
              disabled={fixed}
              onChange={({ detail }) => show(id, detail.checked)}
            >
              {label}
            </Checkbox>
          ))}
        </fieldset>
      </SpaceBetween>
    </Modal>
  );
}
