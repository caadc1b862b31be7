'use client';
import './globals.css';

/** The last resort, when even the frame failed: needs nothing that could fail too. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Gatehouse</title>
        <header className="first-paint-bar">Gatehouse</header>
        <main className="plain">
          <h1>Something went wrong</h1>
          <p>
            This is a fault in Gatehouse, not in what you did. Load the page again; if it stays, tell your
            administrators.
          </p>
          <p>
            <button type="button" onClick={() => window.location.reload()}>
              Load the page again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
