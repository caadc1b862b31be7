import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AccessRequest,
  type CompiledPolicy,
  type LayerName,
  type NeededChange,
  type PolicySet,
  type PolicySource,
  compilePolicy,
  evaluate,
  evaluateVerdict,
  loadPolicySet,
  neededChanges,
  parsePolicy,
} from '../index.js';
import { IDENTITY, RESOURCE, TRUST, policySets, requests, runs, sources } from './arbitraries.js';

type Sources = PolicySet<PolicySource>;
interface Document {
  readonly Statement: readonly object[];
}

const verdictOf = (set: Sources, request: AccessRequest) => evaluate(request, loadPolicySet(set).policies).verdict;
const allows = (set: Sources, request: AccessRequest) => verdictOf(set, request) === 'allowed';

/** Where a set is allowed, the other one is too. */
function neverWider(wider: Sources, narrower: Sources, request: AccessRequest): void {
  if (allows(narrower, request)) expect(allows(wider, request)).toBe(true);
}

const listOf = <T>(list: readonly T[] | undefined): readonly T[] => list ?? [];

/** Adds statements to a policy that may be absent. */
function merged(old: PolicySource | undefined, added: PolicySource): PolicySource {
  if (!old) return added;
  const statements = [...(old.document as Document).Statement, ...(added.document as Document).Statement];
  return { id: old.id, document: { ...(added.document as object), Statement: statements } };
}

const denyOnly = fc.constant('Deny');
const identityDeny = sources('deny', IDENTITY, denyOnly);
const resourceDeny = sources('deny', RESOURCE, denyOnly);

describe('laws of evaluation', () => {
  it('adding a Deny to the identity policies never allows', () => {
    fc.assert(
      fc.property(policySets, requests, identityDeny, (set, request, deny) => {
        neverWider(set, { ...set, identityPolicies: [...listOf(set.identityPolicies), deny] }, request);
      }),
      runs,
    );
  });

  it('adding a Deny to the resource policy never allows', () => {
    fc.assert(
      fc.property(policySets, requests, resourceDeny, (set, request, deny) => {
        // One version for all, or the old statements would change their meaning.
        const version = (set.resourcePolicy?.document as { Version?: string } | undefined)?.Version ?? '2012-10-17';
        const own = { ...deny, document: { ...(deny.document as object), Version: version } };
        const narrower = { ...set, resourcePolicy: merged(set.resourcePolicy, own) };
        const before = set.resourcePolicy ? set : { ...set, resourcePolicy: { id: 'none', document: NOTHING } };
        neverWider(before, narrower, request);
      }),
      runs,
    );
  });

  it('adding an SCP level never widens', () => {
    fc.assert(
      fc.property(policySets, requests, sources('scp', IDENTITY), (set, request, scp) => {
        const scps = [...listOf(set.scps), { id: 'ou-new', policies: [scp] }];
        neverWider(set, { ...set, scps }, request);
      }),
      runs,
    );
  });

  it('adding an RCP never widens', () => {
    fc.assert(
      fc.property(policySets, requests, sources('rcp', RESOURCE), (set, request, rcp) => {
        const rcps = [...listOf(set.rcps), { id: 'ou-new', policies: [rcp] }];
        neverWider(set, { ...set, rcps }, request);
      }),
      runs,
    );
  });

  it('a boundary, a session policy and an endpoint policy never widen', () => {
    const added = fc.tuple(sources('boundary', IDENTITY), sources('session', IDENTITY), sources('endpoint', RESOURCE));
    const chosen = fc.constantFrom(0, 1, 2);
    fc.assert(
      fc.property(policySets, requests, added, chosen, ({ ...set }, request, [boundary, session, endpoint], which) => {
        const key = (['permissionsBoundary', 'sessionPolicies', 'vpcEndpointPolicy'] as const)[which];
        const isFederated = request.principal.toString().includes('federated-user');
        // A federated user without session policy has nothing: there, a session policy is what gives.
        fc.pre(key !== undefined && !(key === 'sessionPolicies' && isFederated));
        const { [key]: _gone, ...without } = set;
        const value = { permissionsBoundary: boundary, sessionPolicies: [session], vpcEndpointPolicy: endpoint }[key];
        neverWider(without, { ...without, [key]: value }, request);
      }),
      runs,
    );
  });

  it('the order of statements and policies is irrelevant', () => {
    fc.assert(
      fc.property(policySets, requests, (set, request) => {
        const turned = (source: PolicySource): PolicySource => {
          const document = source.document as Document;
          return { ...source, document: { ...document, Statement: [...document.Statement].reverse() } };
        };
        const reversed: Sources = {
          ...set,
          identityPolicies: listOf(set.identityPolicies).map(turned).reverse(),
          ...(set.resourcePolicy && { resourcePolicy: turned(set.resourcePolicy) }),
          ...(set.scps && {
            scps: set.scps.map(({ id, policies }) => ({ id, policies: policies.map(turned).reverse() })).reverse(),
          }),
        };
        expect(verdictOf(reversed, request)).toBe(verdictOf(set, request));
      }),
      runs,
    );
  });

  it('a broken policy can only take away', () => {
    fc.assert(
      fc.property(policySets, requests, sources('broken', IDENTITY), fc.nat(400), (set, request, source, cut) => {
        const text = JSON.stringify(source.document);
        const torn = { id: 'torn', document: text.slice(0, cut % text.length) };
        const foreign = { id: 'foreign', document: { ...(source.document as object), Comment: '' } };
        for (const broken of [torn, foreign]) {
          neverWider(set, { ...set, identityPolicies: [...listOf(set.identityPolicies), broken] }, request);
        }
      }),
      runs,
    );
  });

  it('the case of action and context keys is irrelevant', () => {
    fc.assert(
      fc.property(policySets, requests, (set, request) => {
        const context = Object.fromEntries(
          Object.entries(request.context ?? {}).map(([key, value]) => [key.toUpperCase(), value]),
        );
        const shouted = { ...request, action: request.action.toUpperCase(), context };
        expect(verdictOf(set, shouted)).toBe(verdictOf(set, request));
      }),
      runs,
    );
  });

  it('a decision is denied explicitly exactly if some layer denies, and the fast verdict agrees', () => {
    fc.assert(
      fc.property(policySets, requests, (set, request) => {
        const { policies } = loadPolicySet(set);
        const { verdict, layers } = evaluate(request, policies);
        expect(verdict === 'explicit-deny').toBe(layers.some((layer) => layer.verdict === 'explicit-deny'));
        expect(evaluateVerdict(request, policies)).toBe(verdict);
      }),
      runs,
    );
  });

  it('a denied request is allowed once all the changes named are made', () => {
    fc.assert(
      fc.property(policySets, requests, (set, request) => {
        const { policies } = loadPolicySet(set);
        const decision = evaluate(request, policies);
        const changes = neededChanges(decision);
        const isHopeless = String(request.principal).endsWith(':root') && request.action === 'sts:AssumeRole';
        expect(changes.length > 0).toBe(!decision.allowed && !isHopeless);
        if (changes.length > 0) expect(evaluate(request, changes.reduce(applied, policies)).allowed).toBe(true);
      }),
      runs,
    );
  });
});

const NOTHING = { Version: '2012-10-17', Statement: [] };
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

function everything(kind: 'identity' | 'resource' | 'trust'): CompiledPolicy {
  const { Resource: _resource, ...withoutResource } = EVERYTHING;
  const statement = kind === 'trust' ? withoutResource : EVERYTHING;
  const principal = kind === 'identity' ? {} : { Principal: '*' };
  const { document } = parsePolicy({ Version: '2012-10-17', Statement: { ...statement, ...principal } }, { kind });
  return compilePolicy(document, { id: 'everything', kind });
}

/** One policy after a change: without the Deny statements named, or with an Allow of everything. */
function changed(
  policy: CompiledPolicy | undefined,
  change: NeededChange,
  kind: 'identity' | 'resource' | 'trust',
): CompiledPolicy {
  const own = policy ?? compilePolicy(parsePolicy(NOTHING, { kind }).document, { id: 'new', kind });
  if (change.kind === 'add-allow') return { ...own, allows: [...own.allows, ...everything(kind).allows] };
  return { ...own, denies: own.denies.filter(({ ref }) => !change.statements.includes(ref)) };
}

type Apply = (set: PolicySet, change: NeededChange) => PolicySet;

function many(policies: readonly CompiledPolicy[] | undefined, change: NeededChange): CompiledPolicy[] {
  const own = listOf(policies);
  return own.length > 0
    ? own.map((policy) => changed(policy, change, 'identity'))
    : [changed(undefined, change, 'identity')];
}

const levels = (list: PolicySet['scps'], change: NeededChange) =>
  listOf(list).map(({ id, policies }) => ({ id, policies: id === change.levelId ? many(policies, change) : policies }));

const APPLY: Readonly<Record<LayerName, Apply>> = {
  identity: (set, change) => ({
    ...set,
    identityPolicies: many(set.identityPolicies, change),
    groupPolicies: listOf(set.groupPolicies).map((policy) => changed(policy, change, 'identity')),
  }),
  resource: (set, change) => ({ ...set, resourcePolicy: changed(set.resourcePolicy, change, 'resource') }),
  trust: (set, change) => ({ ...set, trustPolicy: changed(set.trustPolicy ?? set.resourcePolicy, change, 'trust') }),
  boundary: (set, change) => ({ ...set, permissionsBoundary: changed(set.permissionsBoundary, change, 'identity') }),
  session: (set, change) => ({ ...set, sessionPolicies: many(set.sessionPolicies, change) }),
  scp: (set, change) => ({ ...set, scps: levels(set.scps, change) }),
  rcp: (set, change) => ({ ...set, rcps: levels(set.rcps, change) }),
  'vpc-endpoint': (set, change) => ({ ...set, vpcEndpointPolicy: changed(set.vpcEndpointPolicy, change, 'resource') }),
  account: (set) => set,
};

const applied: Apply = (set, change) => APPLY[change.layer](set, change);

describe('the changes of a trust policy', () => {
  it('are found too', () => {
    fc.assert(
      fc.property(sources('trust', TRUST), requests, (trustPolicy, request) => {
        const asked = { ...request, action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/deploy' };
        const decision = evaluate(asked, loadPolicySet({ trustPolicy }).policies);
        const changes = neededChanges(decision);
        if (changes.length > 0) expect(evaluate(asked, changes.reduce(applied, decision.policies)).allowed).toBe(true);
      }),
      runs,
    );
  });
});
