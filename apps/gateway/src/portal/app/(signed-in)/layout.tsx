import type { ReactNode } from 'react';
import { BrowserOnly } from '../../components/shell/browser-only';
import { FirstPaint } from '../../components/shell/first-paint';
import { Shell } from '../../components/shell/shell';

export default function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <BrowserOnly fallback={<FirstPaint />}>
      <Shell>{children}</Shell>
    </BrowserOnly>
  );
}
