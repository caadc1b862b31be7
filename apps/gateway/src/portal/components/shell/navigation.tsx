'use client';
import { usePathname, useRouter } from 'next/navigation';
import type { MouseEvent } from 'react';
import type { Profile } from '../../gateway-api/gateway-api';

type Privileges = Profile['person']['privileges'];

interface Screen {
  readonly text: string;
  readonly href: string;
  /** Any of them shows it; without, everybody sees it. */
  readonly privileges?: Privileges;
}

const SCREENS: readonly Screen[] = [
  { text: 'My roles', href: '/' },
  { text: 'Accounts', href: '/accounts' },
  { text: 'All roles and users', href: '/principals' },
  { text: 'All resources', href: '/resources' },
  { text: 'Tasks', href: '/tasks', privileges: ['administrator', 'auditor'] },
];

/** Where one can go: a column beside the screen, a row above it where there is no room for that. */
export function Navigation({ privileges }: { privileges: Privileges }) {
  const pathname = usePathname();
  const router = useRouter();
  return (
    <nav className="navigation" aria-label="Screens">
      <ul>
        {SCREENS.filter((screen) => isFor(screen, privileges)).map(({ text, href }) => (
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
              {...(pathname === href && { 'aria-current': 'page' })}
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

function isFor(screen: Screen, privileges: Privileges): boolean {
  return screen.privileges?.some((privilege) => privileges.includes(privilege)) ?? true;
}

/** A click with a modifier opens a tab or a window: that is the browser's. */
function wantsPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
