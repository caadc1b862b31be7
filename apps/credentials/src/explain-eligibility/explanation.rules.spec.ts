import { describe, expect, it } from '@jest/globals';
import type { Actor, EligibilityReason } from '@gatehouse/contracts';
import { explain } from './explanation.rules.js';

const roleArn = 'arn:aws:iam::111122223333:role/payments-reader';
const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: ['payments'],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
};
const reason = (identity: string, cliOnly = false): EligibilityReason => ({
  source: 'role-tag',
  detail: cliOnly ? 'gatehouse-authorized-cli-only' : 'gatehouse-authorized',
  identity,
  cliOnly,
});
const asked = (actor: Actor, reasons: EligibilityReason[]) =>
  explain({ roleArn, actor, identities: [actor.id, ...actor.groups], reasons, considered: ['gatehouse-authorized'] });

describe(explain, () => {
  it('tells somebody who is eligible why, and who else is', () => {
    const reasons = [reason('payments'), reason('auditors')];
    expect(asked(ada, reasons)).toEqual({
      roleArn,
      eligible: true,
      cliOnly: false,
      reasons: [reason('payments')],
      whoMay: reasons,
      whoMayIsHidden: false,
      considered: ['gatehouse-authorized'],
    });
  });

  it('tells somebody who is not only what was looked for', () => {
    expect(asked(ada, [reason('auditors')])).toMatchObject({
      eligible: false,
      reasons: [],
      whoMay: [],
      whoMayIsHidden: true,
      considered: ['gatehouse-authorized'],
    });
  });

  it.each(['administrator', 'auditor'] as const)('shows who may to an %s', (privilege) => {
    expect(asked({ ...ada, privileges: [privilege] }, [reason('auditors')])).toMatchObject({
      eligible: false,
      whoMay: [reason('auditors')],
      whoMayIsHidden: false,
    });
  });

  it('says that it is for the command line only when every reason does', () => {
    expect(asked(ada, [reason('payments', true)]).cliOnly).toBe(true);
    expect(asked(ada, [reason('payments', true), reason('ada@example.com')]).cliOnly).toBe(false);
    expect(asked(ada, []).cliOnly).toBe(false);
  });
});
