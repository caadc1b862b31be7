import type { Call } from '../service/call.js';
import { findManagedPolicy, defaultDocument } from '../state/lookup.js';
import type { Account, Role, User } from '../state/model.js';
import { actionsOf, knownServices } from './action-catalogue.js';
import { grantedActions, grantsAction, grantsService } from './granted-services.rules.js';
import { noSuchEntity, ownAccount } from './iam-account.js';
import type { AccessReport, ReportedService, ReportedUse } from './iam-state.js';
import { usesOf } from './service-use.js';
import { holderOf, policiesOf } from './simulated-policies.js';

/** Services whose unused actions AWS lists too (IAM User Guide, "action last accessed information"). */
const TRACKED: ReadonlySet<string> = new Set(['ec2', 'iam', 'lambda', 's3']);

type Granularity = AccessReport['granularity'];
type Granted = ReturnType<typeof grantedActions>;

/** What the entities behind an ARN may use, and what they used so far. */
export async function makeAccessReport(call: Call, arn: string, granularity: Granularity): Promise<AccessReport> {
  const { documents, entityArns } = subjectOf(call, arn);
  const granted = documents.flatMap(grantedActions);
  const services: ReportedService[] = [];
  for (const { prefix, name } of await knownServices()) {
    if (!grantsService(granted, prefix)) continue;
    const uses = entityArns.flatMap((each) => {
      const use = usesOf(call.world, each).get(prefix);
      return use === undefined ? [] : [{ use, entityArn: each }];
    });
    services.push({
      prefix,
      name,
      last: latest(uses.map(({ use, entityArn }) => ({ ...use.last, entityArn }))),
      entities: uses.length,
      actions: granularity === 'ACTION_LEVEL' ? await trackedActions(prefix, granted, uses) : undefined,
    });
  }
  return { granularity, createdAt: call.now, services, entityArns };
}

interface UseOfEntity {
  readonly use: { readonly actions: ReadonlyMap<string, { readonly at: Date; readonly region: string }> };
  readonly entityArn: string;
}

async function trackedActions(
  prefix: string,
  granted: Granted,
  uses: readonly UseOfEntity[],
): Promise<ReadonlyMap<string, ReportedUse | undefined> | undefined> {
  if (uses.length === 0 && !TRACKED.has(prefix)) return undefined;
  const names = (await actionsOf(prefix)).filter((name) => grantsAction(granted, `${prefix}:${name}`)).sort();
  const used = names.map((name) => {
    const found = uses.flatMap(({ use, entityArn }) => {
      const last = use.actions.get(name);
      return last === undefined ? [] : [{ ...last, entityArn }];
    });
    return [name, latest(found)] as const;
  });
  return new Map(used);
}

function latest(uses: readonly ReportedUse[]): ReportedUse | undefined {
  return uses.reduce<ReportedUse | undefined>(
    (newest, use) => (newest === undefined || use.at > newest.at ? use : newest),
    undefined,
  );
}

interface Subject {
  readonly documents: readonly string[];
  readonly entityArns: readonly string[];
}

/** A user or role is about itself, a group about its members, a policy about those who have it. */
function subjectOf(call: Call, arn: string): Subject {
  const account = ownAccount(call);
  if (/^arn:[\w-]+:iam::(?:\d{12}|aws):policy\//u.test(arn)) return policySubject(call, account, arn);
  const holder = holderOf(account, arn);
  const documents = policiesOf(call.world, holder).map(({ document }) => document);
  if (holder.kind !== 'group') return { documents, entityArns: [holder.entity.arn] };
  return { documents, entityArns: membersOf(account, holder.entity.name) };
}

function policySubject(call: Call, account: Account, arn: string): Subject {
  const owner = arn.split(':')[4];
  const policy = owner === 'aws' || owner === account.id ? findManagedPolicy(call.world, arn) : undefined;
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  const has = ({ attachedPolicies }: Pick<Role | User, 'attachedPolicies'>): boolean => attachedPolicies.has(arn);
  const groups = [...account.groups.values()].filter(has);
  const entities = [...account.users.values(), ...account.roles.values()].filter(has).map((each) => each.arn);
  const members = groups.flatMap(({ name }) => membersOf(account, name));
  return { documents: [defaultDocument(policy)], entityArns: [...new Set([...entities, ...members])] };
}

function membersOf(account: Account, group: string): readonly string[] {
  return [...account.users.values()].filter(({ groups }) => groups.has(group)).map(({ arn }) => arn);
}
