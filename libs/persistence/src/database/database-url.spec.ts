import { describe, expect, it } from '@jest/globals';
import { locateDatabase, schemaNameOf } from './database-url.js';

describe(locateDatabase, () => {
  it('puts the schema of the service into the search path and keeps the other options', () => {
    const { connectionString, schema } = locateDatabase(
      'policy-requests',
      'postgres://me:p%40ss@db:5433/gate?options=-c%20jit%3Doff',
    );
    const url = new URL(connectionString.reveal());
    expect(schema).toBe('policy_requests');
    expect(url.searchParams.get('options')).toBe('-c jit=off -c search_path=policy_requests');
    expect(url.password).toBe('p%40ss');
  });

  it.each([
    ['not a url', 'is not a URL'],
    ['mysql://me:secret@db/gate', 'begins with "mysql:"'],
    ['postgres://db/gate', 'names no role'],
    ['postgres://me:secret@db', 'names no database'],
  ])('refuses %s, naming the key and what to write', (url, complaint) => {
    expect(() => locateDatabase('tags', url)).toThrow(`GATEHOUSE_DATABASE_URL ${complaint}`);
  });

  it('shows no password, neither in what may be logged nor in errors', () => {
    const location = locateDatabase('tags', 'postgres://me:hush@db/gate');
    expect(location.display).toBe('me@db/gate');
    expect(JSON.stringify(location)).not.toContain('hush');
    expect(() => locateDatabase('tags', 'postgres//me:hush@db/gate')).toThrow(expect.not.stringContaining('hush'));
  });
});

describe(schemaNameOf, () => {
  it.each(['Tags', 'a;drop', '-x', 'x_y', ''])('refuses the service name %j', (name) => {
    expect(() => schemaNameOf(name)).toThrow('not the name of a service');
  });
});
