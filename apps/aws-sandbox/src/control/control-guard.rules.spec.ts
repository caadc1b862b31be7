import { describe, expect, it } from '@jest/globals';

import { type RequestOrigin, intrusion } from './control-guard.rules.js';

const OWN: RequestOrigin = { method: 'POST', host: '127.0.0.1:4598', origin: undefined, fetchSite: undefined };

describe('the control page', () => {
  it.each<[string, Partial<RequestOrigin>]>([
    ['a program', {}],
    ['a program by name', { host: 'localhost:4598' }],
    ['a program over IPv6', { host: '[::1]:4598' }],
    ['its own form', { origin: 'http://127.0.0.1:4598', fetchSite: 'same-origin' }],
    ['a reader', { method: 'GET', origin: 'http://evil.example', fetchSite: 'cross-site' }],
  ])('lets in %s', (_who, request) => {
    expect(intrusion({ ...OWN, ...request })).toBeUndefined();
  });

  it.each<[string, Partial<RequestOrigin>]>([
    ['another site', { origin: 'http://evil.example', fetchSite: 'cross-site' }],
    ['another port', { origin: 'http://127.0.0.1:3000', fetchSite: 'same-site' }],
    ['a page without origin', { origin: 'null' }],
    ['a browser that hides the origin', { fetchSite: 'cross-site' }],
    ['a name that leads here', { host: 'evil.example:4598', method: 'GET' }],
    ['nobody', { host: undefined }],
  ])('refuses %s', (_who, request) => {
    expect(intrusion({ ...OWN, ...request })).toBeDefined();
  });
});
