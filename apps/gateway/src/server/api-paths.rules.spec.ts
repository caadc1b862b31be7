import { describe, expect, it } from '@jest/globals';
import { ownerOf, withOneLeadingSlash } from './api-paths.rules.js';

describe(ownerOf, () => {
  it.each([
    ['/api/v3/roles', 'api'],
    ['/api', 'api'],
    ['/api?x=1', 'api'],
    ['/api/docs', 'api'],
    ['/api/v1/get_credentials', 'consoleme'],
    ['/api/v2/get_roles?all=true', 'consoleme'],
    ['/noauth/v1/challenge_generator/u@example.com', 'consoleme'],
    ['/', 'portal'],
    ['/apis', 'portal'],
    ['/roles/x', 'portal'],
    ['/_next/static/chunk.js', 'portal'],
  ])('gives %s to %s', (url, owner) => {
    expect(ownerOf(url)).toBe(owner);
  });
});

describe(withOneLeadingSlash, () => {
  it.each([
    ['//api/v2/get_roles', '/api/v2/get_roles'],
    ['///api', '/api'],
    ['/api//x', '/api//x'],
    ['/', '/'],
    ['*', '*'],
  ])('makes %s %s', (url, expected) => {
    expect(withOneLeadingSlash(url)).toBe(expected);
  });
});
