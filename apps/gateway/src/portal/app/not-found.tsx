import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

/** Plain, so that it works also for those who are not signed in. */
export default function NotFound() {
  return (
    <>
      <div className="first-paint-bar">Gatehouse</div>
      <main className="plain">
        <h1>There is no such page</h1>
        <p>The address may be mistyped, or the page was moved.</p>
        <p>
          <Link href="/">Go to my roles</Link>
        </p>
      </main>
    </>
  );
}
