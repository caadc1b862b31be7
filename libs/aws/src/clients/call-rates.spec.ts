import { describe, expect, it } from '@jest/globals';
import { CallRates } from './call-rates.js';

type Call = (args: unknown) => Promise<unknown>;
type Middleware = (next: Call, context: { commandName: string }) => Call;

describe(CallRates, () => {
  it('limits each API of each account by itself', () => {
    const rates = new CallRates({ 'iam:ListRoles': 1 });
    const listRoles = rates.bucketOf('111122223333', 'iam:ListRoles');
    expect(listRoles.reserve()).toBe(0);
    expect(listRoles.reserve()).toBeGreaterThan(0);
    expect(rates.bucketOf('444455556666', 'iam:ListRoles').reserve()).toBe(0);
    expect(rates.bucketOf('111122223333', 'iam:GetRole').reserve()).toBe(0);
    expect(rates.bucketOf('111122223333', 'iam:ListRoles')).toBe(listRoles);
  });

  it('takes a token before every try of a call', async () => {
    const rates = new CallRates({ 'iam:ListRoles': 1 });
    const added: Middleware[] = [];
    const client = { middlewareStack: { add: (middleware: Middleware) => added.push(middleware) } };
    rates.applyTo(client, '111122223333', 'iam');
    const call = added[0]?.(async (args) => args, { commandName: 'ListRolesCommand' });
    await expect(call?.('request')).resolves.toBe('request');
    expect(rates.bucketOf('111122223333', 'iam:ListRoles').reserve()).toBeGreaterThan(0);
  });
});
