'use client';
import Box from '@cloudscape-design/components/box';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import Spinner from '@cloudscape-design/components/spinner';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import { useAppliedAppearance } from '../../preferences/appearance';
import { Palette } from '../palette/palette';
import { RoleActionsProvider } from '../roles/role-actions';
import { VisibilityProvider } from '../visibility/visibility';
import { Navigation } from './navigation';
import { NoticeBar, NoticesProvider } from './notices';
import { ProfileContext } from './person';
import { OutdatedNotice } from './outdated-notice';
import { ProblemAlert } from './problem-alert';
import { SessionEndWarning } from './session-end-warning';
import { TopBar } from './top-bar';
import { useSession, type Session } from './use-session';

const SessionEnded = dynamic(() => import('./session-ended'), { ssr: false });
const MAIN_ID = 'main-content';

/** The frame of every screen behind the sign-in. Our own, because Cloudscape's is a fifth of the script we allow. */
export function Shell({ children }: { children: ReactNode }) {
  useAppliedAppearance();
  const session = useSession();
  const [going, setGoing] = useState(false);
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <NoticesProvider>
        <a className="skip-link" href={`#${MAIN_ID}`}>
          Skip to main content
        </a>
        <TopBar profile={session.profile} onSignOut={session.signOut} onGo={() => setGoing(true)} />
        <div className="frame">
          <Navigation privileges={session.profile?.person.privileges ?? []} />
          <main id={MAIN_ID} tabIndex={-1} className="main-content">
            <NoticeBar />
            <OutdatedNotice />
            <Content session={session}>{children}</Content>
          </main>
        </div>
        {session.profile && (
          <ProfileContext value={session.profile}>
            <Palette open={going} onChange={setGoing} />
          </ProfileContext>
        )}
        {session.ended && <SessionEnded />}
      </NoticesProvider>
    </I18nProvider>
  );
}

function Content({ session, children }: { session: Session; children: ReactNode }) {
  if (session.profile) {
    return (
      <ProfileContext value={session.profile}>
        <VisibilityProvider>
          <RoleActionsProvider>
            <SessionEndWarning />
            {children}
          </RoleActionsProvider>
        </VisibilityProvider>
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
