import type { Metadata } from 'next';
import { BrowserOnly } from '../../components/shell/browser-only';
import { FirstPaint } from '../../components/shell/first-paint';
import { returnPathOf } from '../../components/shell/return-path.rules';
import { SignInScreen } from './sign-in-screen';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  readonly searchParams: Promise<{ returnTo?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { returnTo } = await searchParams;
  return (
    <BrowserOnly fallback={<FirstPaint />}>
      <SignInScreen returnTo={returnPathOf(Array.isArray(returnTo) ? returnTo[0] : returnTo)} />
    </BrowserOnly>
  );
}
