/*
 * Asks for what every screen needs first while the screen itself is still on its way; gateway-api/first-answers.ts takes
 * the answers. The addresses are exactly those that the screen would ask.
 */
(() => {
  if (location.pathname.startsWith('/sign-in')) return;
  const first = new Map();
  const ask = (address) => {
    const headers = { accept: 'application/json' };
    const answer = fetch(address, {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    });
    answer.catch(() => undefined);
    first.set(address, answer);
  };
  ask('/api/v3/profile');
  if (location.pathname === '/') ask('/api/v3/roles?limit=100');
  window.gatehouseFirstAnswers = first;
})();
