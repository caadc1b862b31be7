'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useBrowserValue } from '../../preferences/browser-store';
import { useProfile } from '../shell/person';
import { nextChoice, readRecents, withRecent, type PaletteItem, type PaletteSection } from './palette.rules';
import { usePaletteResults } from './use-palette-results';

/** Go anywhere by typing (ARIA: a combobox with a list that is always open). Loaded when it is opened first. */
export default function PaletteDialog({ onClose }: { onClose: () => void }) {
  const { personId } = useProfile().person;
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [stored, store] = useBrowserValue(`gatehouse.palette-recents.${personId}`);
  const recents = useMemo(() => readRecents(stored), [stored]);
  const [typed, setTyped] = useState('');
  const results = usePaletteResults(typed, recents);
  const items = results.sections.flatMap((section) => section.items);
  const [wanted, setWanted] = useState(0);
  const chosen = Math.min(wanted, Math.max(0, items.length - 1));
  const listId = useId();

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, chosen]);

  const go = (item: PaletteItem) => {
    store(JSON.stringify(withRecent(recents, item)));
    onClose();
    router.push(item.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = nextChoice(event.key, chosen, items.length);
    const item = event.key === 'Enter' ? items[chosen] : undefined;
    if (next === null && item === undefined) return;
    event.preventDefault();
    if (next !== null) setWanted(next);
    if (item) go(item);
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Go to"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette-field">
        <input
          type="text"
          role="combobox"
          aria-label="Go to a role, resource, account or page"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          {...(items.length > 0 && { 'aria-activedescendant': `${listId}-${chosen}` })}
          placeholder="Go to a role, resource, account or page"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setWanted(0);
          }}
          onKeyDown={onKeyDown}
          autoFocus
        />
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <Choices id={listId} sections={results.sections} chosen={chosen} onChoose={go} />
      <p className="palette-status" role="status">
        {statusText(typed, items.length, results)}
      </p>
    </dialog>
  );
}

function statusText(typed: string, count: number, { searching, failed }: ReturnType<typeof usePaletteResults>): string {
  if (searching) return 'Searching…';
  const missing = failed.length === 0 ? '' : ` Could not be looked up: ${failed.join(', ')}.`;
  if (count === 0) return `Nothing fits “${typed.trim()}”.${missing}`;
  return `${count} ${count === 1 ? 'choice' : 'choices'}. Arrow keys choose, Enter goes there.${missing}`;
}

interface ChoicesProps {
  readonly id: string;
  readonly sections: readonly PaletteSection[];
  readonly chosen: number;
  readonly onChoose: (item: PaletteItem) => void;
}

/** The keyboard stays in the field, which says what is chosen; here the mouse and fingers choose. */
function Choices({ id, sections, chosen, onChoose }: ChoicesProps) {
  let number = -1;
  return (
    <div id={id} role="listbox" aria-label="Choices" className="palette-choices">
      {sections.map(({ title, items }) => (
        <div key={title} role="group" aria-label={title}>
          <div className="palette-title" aria-hidden="true">
            {title}
          </div>
          {items.map((item) => {
            number += 1;
            return (
              <div
                key={item.href}
                id={`${id}-${number}`}
                role="option"
                aria-selected={number === chosen}
                className="palette-choice"
                onClick={() => onChoose(item)}
              >
                <span>{item.text}</span> <span className="palette-description">{item.description}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
