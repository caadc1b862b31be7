/** What the security headers depend on. */
export interface PageSecurity {
  /** Fresh for every request; scripts without it do not run. */
  readonly nonce: string;
  /** True when people reach us by https. */
  readonly secure: boolean;
  /** True under `npm run dev`, where the page's own tooling evaluates code and talks over a socket. */
  readonly development: boolean;
}

/**
 * The policy of every page: scripts come from our own files, and no inline script runs without the nonce. Style elements
 * need it too. No markup has style attributes: components, which position themselves with scripts, render in the browser
 * only.
 */
export function contentSecurityPolicy({ nonce, secure, development }: PageSecurity): string {
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'${development ? ` 'unsafe-eval'` : ''}`,
    `script-src-attr 'none'`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr ${development ? `'unsafe-inline'` : `'none'`}`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  return (secure ? [...directives, 'upgrade-insecure-requests'] : directives).join('; ');
}

/** The policy of everything that is no page: nothing may be loaded from it. */
export const API_CONTENT_SECURITY_POLICY = `default-src 'none'; frame-ancestors 'none'; base-uri 'none'`;

/** The other security headers, the same for pages and the API. */
export function securityHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    // Only ever said over https: over plain http browsers ignore it, and a trial on loopback must not bind the host.
    ...(secure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  };
}
