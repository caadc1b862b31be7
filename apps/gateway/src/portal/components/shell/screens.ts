import type { AriaAttributes } from 'react';
import type { Profile } from '../../gateway-api/gateway-api';

export type Privileges = Profile['person']['privileges'];

export interface Screen {
  readonly text: string;
  readonly href: string;
  /** Any of them shows it; without, everybody sees it. */
  readonly privileges?: Privileges;
}

const SCREENS: readonly Screen[] = [
  { text: 'My roles', href: '/' },
  { text: 'Accounts', href: '/accounts' },
  { text: 'Organization', href: '/organization' },
  { text: 'All roles and users', href: '/principals' },
  { text: 'All resources', href: '/resources' },
  { text: 'Tasks', href: '/tasks', privileges: ['administrator', 'auditor'] },
];

/** The screens that somebody with these privileges can go to from anywhere. */
export function screensFor(privileges: Privileges): readonly Screen[] {
  return SCREENS.filter((screen) => screen.privileges?.some((one) => privileges.includes(one)) ?? true);
}

/** Addresses below a screen that do not begin with its own. */
const BELOW: Readonly<Record<string, readonly string[]>> = { '/': ['/roles/', '/role/'] };

/** Whether an address is this screen, or one that is reached from it. */
export function placeIn(href: string, pathname: string): AriaAttributes['aria-current'] {
  if (pathname === href) return 'page';
  return (BELOW[href] ?? [`${href}/`]).some((beginning) => pathname.startsWith(beginning)) ? 'true' : undefined;
}
