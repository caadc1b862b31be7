import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { nonceOf } from '../components/shell/nonce.rules';

/** Every page is rendered per request: scripts carry the nonce of that request's Content-Security-Policy. */
export const dynamic = 'force-dynamic';
export const metadata: Metadata = {
  title: { default: 'Gatehouse', template: '%s · Gatehouse' },
  description: 'Roles, credentials and the console of your AWS accounts.',
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = nonceOf((await headers()).get('content-security-policy'));
  return (
    <html lang="en">
      <body suppressHydrationWarning>
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
        <script src="/first-answers.js" nonce={nonce} async fetchPriority="high" suppressHydrationWarning />
        {children}
      </body>
    </html>
  );
}
