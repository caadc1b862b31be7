/** What the server sends before any script ran: the frame of the portal, so that nothing jumps. */
export function FirstPaint() {
  return (
    <div className="first-paint">
      <header className="first-paint-bar">Gatehouse</header>
      <p className="first-paint-text" role="status">
        Loading…
      </p>
      <noscript>
        <p className="first-paint-text">Gatehouse needs JavaScript. Its API works without: see /api/docs.</p>
      </noscript>
    </div>
  );
}
