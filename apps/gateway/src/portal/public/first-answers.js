/*
 * Asks for what every screen needs first while the screen itself is still on its way; gateway-api/first-answers.ts takes
 * the answers, and what was in them. The addresses are exactly those that the screen would ask.
 */
(() => {
  if (location.pathname.startsWith('/sign-in')) return;
  const accounts = '/api/v3/accounts?limit=100';
  const ofScreens = new Map([
    ['/', ['/api/v3/roles?limit=100', accounts]],
    ['/accounts', [accounts]],
    ['/principals', ['/api/v3/principals?limit=50', accounts]],
    ['/resources', ['/api/v3/resources?sort=arn&limit=50', accounts]],
  ]);
  const answers = new Map();
  const data = new Map();
  const ask = (address) => {
    const headers = { accept: 'application/json' };
    const answer = fetch(address, {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    });
    answers.set(address, answer);
    answer
      .then((response) => (response.ok ? response.clone().json() : undefined))
      .then((content) => content !== undefined && data.set(address, content))
      .catch(() => undefined);
  };
  ask('/api/v3/profile');
  const isNarrowed = location.search !== '' && location.pathname !== '/';
  for (const address of ofScreens.get(location.pathname) ?? []) if (!isNarrowed || address === accounts) ask(address);
  ask('/api/v3/visibility');
  window.gatehouseFirstAnswers = answers;
  window.gatehouseFirstData = data;
})();
