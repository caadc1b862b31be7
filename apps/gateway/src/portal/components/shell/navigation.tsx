'use client';
import { usePathname, useRouter } from 'next/navigation';
import type { MouseEvent } from 'react';
import { placeIn, screensFor, type Privileges } from './screens';

/** Where one can go: a column beside the screen, a row above it where there is no room for that. */
export function Navigation({ privileges }: { privileges: Privileges }) {
  const pathname = usePathname();
  const router = useRouter();
  return (
    <nav className="navigation" aria-label="Screens">
      <ul>
        {screensFor(privileges).map(({ text, href }) => (
          <li key={href}>
            <a
              href={href}
              onClick={(event) => {
                if (!wantsPlainClick(event)) return;
                event.preventDefault();
                router.push(href);
              }}
              onMouseEnter={() => router.prefetch(href)}
              onFocus={() => router.prefetch(href)}
              aria-current={placeIn(href, pathname)}
            >
              {text}
            </a>
          </li>
        ))}
        <li>
          <a href="/api/docs" target="_blank" rel="noopener">
            API reference <span className="for-screen-readers">(opens in a new tab)</span>
            <span aria-hidden="true">↗</span>
          </a>
        </li>
      </ul>
    </nav>
  );
}

/** A click with a modifier opens a tab or a window: that is the browser's. */
function wantsPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
