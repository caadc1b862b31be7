import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found' };

/** Plain, so that it works also for those who are not signed in. */
export default function NotFound() {
  return (
    <>
      <header className="first-paint-bar">Gatehouse</header>
      <main className="plain">
        <h1>There is no such page</h1>
        <p>The address may be mistyped, or the page was moved.</p>
        <p>
          <a href="/">Go to my roles</a>
        </p>
      </main>
    </>
  );
}
