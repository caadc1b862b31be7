'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { viewNameProblem, withoutView, withView, type SavedView } from '../../../preferences/saved-views.rules';
import { viewInWords } from './resource-words.rules';

export interface SavedViewsDialogProps {
  readonly views: readonly SavedView[];
  /** The list as it stands. */
  readonly current: string;
  readonly onChange: (views: readonly SavedView[]) => void;
  readonly onClose: () => void;
}

/** Keeps the list as it stands under a name, and forgets views. Loaded when it is opened. */
export default function SavedViewsDialog({ views, current, onChange, onClose }: SavedViewsDialogProps) {
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const problem = viewNameProblem(name, views);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (problem !== null) return;
    onChange(withView(views, { name: name.trim(), view: current }));
    onClose();
  };
  return (
    <Modal visible header="Saved views" closeAriaLabel="Close" onDismiss={onClose}>
      <SpaceBetween size="l">
        <form onSubmit={save}>
          <FormField
            label="Save this view as"
            description="The conditions and the order of the list, kept in this browser. A name that is taken is replaced."
            errorText={asked ? problem : undefined}
            secondaryControl={<Button formAction="submit">Save</Button>}
          >
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
          </FormField>
        </form>
        {views.length > 0 && (
          <ul className="row-cards" aria-label="Saved views">
            {views.map((view) => (
              <li key={view.name} className="saved-view">
                <div>
                  {view.name}
                  <Box variant="small" color="text-body-secondary" display="block">
                    {viewInWords(view.view)}
                  </Box>
                </div>
                <Button
                  iconName="remove"
                  variant="icon"
                  ariaLabel={`Delete the view ${view.name}`}
                  onClick={() => onChange(withoutView(views, view.name))}
                />
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Modal>
  );
}
