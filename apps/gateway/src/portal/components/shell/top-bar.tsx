'use client';
import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import type { Profile } from '../../gateway-api/gateway-api';
import { useAppearance, type Appearance } from '../../preferences/appearance';
import { useFollow } from './use-follow';

export const TOP_BAR_ID = 'top-bar';

export interface TopBarProps {
  readonly profile?: Profile | undefined;
  readonly onSignOut?: () => void;
  /** Opens the palette that leads everywhere. */
  readonly onGo?: () => void;
}

/** The bar on every screen: home, how it looks, and who one is. */
export function TopBar({ profile, onSignOut, onGo }: TopBarProps) {
  const appearance = useAppearance();
  const follow = useFollow();
  const utilities: TopNavigationProps.Utility[] = [appearanceMenu(appearance)];
  if (profile && onGo) utilities.unshift(goButton(onGo));
  if (profile && onSignOut) utilities.push(personMenu(profile, onSignOut));
  return (
    <div id={TOP_BAR_ID} className="top-bar">
      <TopNavigation
        identity={{
          href: '/',
          title: 'Gatehouse',
          onFollow: (event) => follow({ detail: { href: '/' }, preventDefault: () => event.preventDefault() }),
        }}
        utilities={utilities}
      />
    </div>
  );
}

function goButton(onGo: () => void): TopNavigationProps.Utility {
  return { type: 'button', iconName: 'search', text: 'Go to (Ctrl K)', title: 'Go to', onClick: onGo };
}

const THEMES = { light: 'Light', dark: 'Dark', system: 'Same as the system' } as const;
const DENSITIES = { comfortable: 'Comfortable', compact: 'Compact' } as const;

function appearanceMenu({ theme, density, setTheme, setDensity }: Appearance): TopNavigationProps.Utility {
  const choices = <T extends string>(texts: Readonly<Record<T, string>>, kind: string, chosen: T) =>
    (Object.keys(texts) as T[]).map((id): ButtonDropdownProps.CheckboxItem => ({
      itemType: 'checkbox',
      id: `${kind}.${id}`,
      text: texts[id],
      checked: id === chosen,
    }));
  return {
    type: 'menu-dropdown',
    iconName: 'light-dark',
    ariaLabel: 'Appearance',
    title: 'Appearance',
    items: [
      { id: 'themes', text: 'Theme', items: choices(THEMES, 'theme', theme) },
      { id: 'densities', text: 'Density', items: choices(DENSITIES, 'density', density) },
    ],
    onItemClick: ({ detail }) => {
      const [kind, choice = ''] = detail.id.split('.');
      if (kind === 'theme' && choice in THEMES) setTheme(choice as keyof typeof THEMES);
      if (kind === 'density' && choice in DENSITIES) setDensity(choice as keyof typeof DENSITIES);
    },
  };
}

function personMenu({ person }: Profile, onSignOut: () => void): TopNavigationProps.Utility {
  return {
    type: 'menu-dropdown',
    iconName: 'user-profile',
    text: person.displayName,
    ariaLabel: `Signed in as ${person.displayName}`,
    description: person.personId,
    items: [
      ...(person.privileges.length > 0
        ? [{ id: 'privileges', text: `Privileges: ${person.privileges.join(', ')}`, disabled: true }]
        : []),
      { id: 'groups', text: `Groups: ${groupsText(person.groups)}`, disabled: true },
      { id: 'sign-out', text: 'Sign out' },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === 'sign-out') onSignOut();
    },
  };
}

const MOST_GROUPS_SHOWN = 6;

function groupsText(groups: readonly string[]): string {
  const more = groups.length - MOST_GROUPS_SHOWN;
  return groups.slice(0, MOST_GROUPS_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '') || 'none';
}
