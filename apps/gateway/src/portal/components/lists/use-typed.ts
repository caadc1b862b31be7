'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Typed {
  /** What is in the search field, a moment before it is asked for. */
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Asks for what is typed at once; done when the field is left, so that a late change never undoes a click on a link. */
  readonly settle: () => void;
}

const TYPING_MILLISECONDS = 300;

/** Longer searches are refused by the gateway. */
export const LONGEST_SEARCH = 200;

/** Typing is asked for after a short pause, once: a second change could undo a navigation that has begun meanwhile. */
export function useTyped(search: string, ask: (search: string) => void): Typed {
  const [typed, setTyped] = useState(search);
  const asked = useRef(search);
  const settle = useCallback(() => {
    if (typed === asked.current) return;
    asked.current = typed;
    ask(typed.slice(0, LONGEST_SEARCH));
  }, [typed, ask]);
  useEffect(() => {
    const timer = setTimeout(settle, TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [settle]);
  return { typed, type: setTyped, settle };
}
