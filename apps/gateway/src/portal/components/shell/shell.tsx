'use client';
import AppLayout from '@cloudscape-design/components/app-layout';
import Box from '@cloudscape-design/components/box';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import Spinner from '@cloudscape-design/components/spinner';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { useAppliedAppearance } from '../../preferences/appearance';
import { RoleActionsProvider } from '../roles/role-actions';
import { NoticeBar, NoticesProvider } from './notices';
import { ProfileContext } from './person';
import { ProblemAlert } from './problem-alert';
import { SessionEndWarning } from './session-end-warning';
import { SessionEnded } from './session-ended';
import { TOP_BAR_ID, TopBar } from './top-bar';
import { useFollow } from './use-follow';
import { useSession, type Session } from './use-session';

const MAIN_ID = 'main-content';

/** The frame of every screen behind the sign-in. */
export function Shell({ children }: { children: ReactNode }) {
  useAppliedAppearance();
  const session = useSession();
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <NoticesProvider>
        <a className="skip-link" href={`#${MAIN_ID}`}>
          Skip to main content
        </a>
        <TopBar profile={session.profile} onSignOut={session.signOut} />
        <Frame session={session}>{children}</Frame>
        <SessionEnded visible={session.ended} />
      </NoticesProvider>
    </I18nProvider>
  );
}

function Frame({ session, children }: { session: Session; children: ReactNode }) {
  const [navigationOpen, setNavigationOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);
  return (
    <AppLayout
      headerSelector={`#${TOP_BAR_ID}`}
      navigation={
        <Navigation onFollow={() => setNavigationOpen(matchMedia('(min-width: 689px)').matches && navigationOpen)} />
      }
      navigationOpen={navigationOpen}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      navigationWidth={240}
      toolsHide
      notifications={<NoticeBar />}
      stickyNotifications
      ariaLabels={{
        navigation: 'Screens',
        navigationToggle: 'Open the list of screens',
        navigationClose: 'Close the list of screens',
        notifications: 'Notices',
      }}
      content={
        <div id={MAIN_ID} tabIndex={-1} className="main-content">
          <Content session={session}>{children}</Content>
        </div>
      }
    />
  );
}

function Content({ session, children }: { session: Session; children: ReactNode }) {
  if (session.profile) {
    return (
      <ProfileContext value={session.profile}>
        <RoleActionsProvider>
          <SessionEndWarning />
          {children}
        </RoleActionsProvider>
      </ProfileContext>
    );
  }
  if (session.problem) return <ProblemAlert problem={session.problem} onRetry={session.retry} />;
  return (
    <Box padding="xxl" textAlign="center">
      <Spinner size="large" /> <span role="status">Checking who you are…</span>
    </Box>
  );
}

const SCREENS: SideNavigationProps.Item[] = [
  { type: 'link', text: 'My roles', href: '/' },
  {
    type: 'section-group',
    title: 'Inventory',
    items: [
      { type: 'link', text: 'Accounts', href: '/accounts' },
      { type: 'link', text: 'All roles and users', href: '/principals' },
    ],
  },
  { type: 'divider' },
  {
    type: 'link',
    text: 'API reference',
    href: '/api/docs',
    external: true,
    externalIconAriaLabel: 'Opens in a new tab',
  },
];

function Navigation({ onFollow }: { onFollow: () => void }) {
  const pathname = usePathname();
  const router = useRouter();
  const follow = useFollow();
  useEffect(() => {
    for (const href of ['/accounts', '/principals']) router.prefetch(href);
  }, [router]);
  return (
    <SideNavigation
      items={SCREENS}
      activeHref={activeHref(pathname)}
      onFollow={(event) => {
        follow(event);
        onFollow();
      }}
    />
  );
}

/** The page of one role belongs to no entry of its own: it is reached from both lists. */
function activeHref(pathname: string): string {
  return ['/accounts', '/principals'].find((href) => pathname.startsWith(href)) ?? (pathname === '/' ? '/' : '');
}
