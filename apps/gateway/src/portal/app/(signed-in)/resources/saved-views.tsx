'use client';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useProfile } from '../../../components/shell/person';
import { useBrowserValue } from '../../../preferences/browser-store';
import { readViews } from '../../../preferences/saved-views.rules';
import type { Resources } from './use-resources';

const SavedViewsDialog = dynamic(() => import('./saved-views-dialog'), { ssr: false });
const MANAGE = 'manage';

/** The lists that this person keeps in this browser: opened with two clicks. */
export function SavedViews({ list }: { list: Resources }) {
  const { person } = useProfile();
  const [stored, store] = useBrowserValue(`gatehouse.resource-views.${person.personId}`);
  const views = useMemo(() => readViews(stored), [stored]);
  const [open, setOpen] = useState(false);
  return (
    <>
      <ButtonDropdown
        items={[
          ...(views.length === 0
            ? []
            : [
                {
                  id: 'views',
                  text: 'Open a view',
                  items: views.map(({ name, view }, index) => ({
                    itemType: 'checkbox' as const,
                    id: `view.${index}`,
                    text: name,
                    checked: view === list.view,
                  })),
                },
              ]),
          { id: MANAGE, text: views.length === 0 ? 'Save this view…' : 'Save or delete views…' },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === MANAGE) setOpen(true);
          const chosen = views[Number(detail.id.slice('view.'.length))];
          if (detail.id !== MANAGE && chosen) list.openView(chosen.view);
        }}
        expandToViewport
      >
        Views
      </ButtonDropdown>
      {open && (
        <SavedViewsDialog
          views={views}
          current={list.view}
          onChange={(next) => store(JSON.stringify(next))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
