import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** A console password. Only its hash is kept. */
export interface LoginProfile {
  readonly createdAt: Date;
  readonly salt: string;
  passwordHash: string;
  changedAt: Date;
  resetRequired: boolean;
  /** Hashes of passwords before this one, newest first, for the rule against reuse. */
  earlierHashes: readonly string[];
}

export interface MfaDevice {
  readonly serialNumber: string;
  readonly name: string;
  readonly seed: Uint8Array;
  readonly tags: Tags;
  /** The user it was enabled for, by unique id. */
  userId: string | undefined;
  enabledAt: Date | undefined;
  /** How many steps of 30 seconds its clock is ahead of ours. */
  drift: number;
  /** The step of the last code taken: each code is good a single time. */
  lastStep: number;
}

export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** `AIPA…` */
  readonly id: string;
  readonly createdAt: Date;
  readonly tags: Tags;
  roleName: string | undefined;
}

export interface OidcProvider {
  readonly arn: string;
  /** Without scheme: `token.actions.githubusercontent.com`. */
  readonly url: string;
  readonly createdAt: Date;
  readonly tags: Tags;
  clientIds: readonly string[];
  thumbprints: readonly string[];
}

export interface SamlProvider {
  readonly arn: string;
  readonly name: string;
  readonly uuid: string;
  readonly createdAt: Date;
  readonly tags: Tags;
  metadata: string;
  validUntil: Date;
  assertionEncryption: 'Required' | 'Allowed' | undefined;
  privateKeys: readonly SamlPrivateKey[];
}

/** A key for encrypted assertions; the key itself is not kept. */
export interface SamlPrivateKey {
  readonly id: string;
  readonly addedAt: Date;
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly usersMayChange: boolean;
  /** Days; undefined when passwords do not expire. */
  readonly maxAgeDays: number | undefined;
  readonly reusePrevention: number | undefined;
  readonly hardExpiry: boolean | undefined;
}

export interface CredentialReport {
  readonly content: string;
  readonly generatedAt: Date;
}

/** The last use of a service or action, and whose it was. */
export interface ReportedUse {
  readonly at: Date;
  readonly region: string;
  readonly entityArn: string;
}

/** One service of a service-last-accessed report. */
export interface ReportedService {
  readonly prefix: string;
  readonly name: string;
  readonly last: ReportedUse | undefined;
  /** How many of the report's entities used it. */
  readonly entities: number;
  /** By name; undefined where AWS does not track actions, or where only services were asked for. */
  readonly actions: ReadonlyMap<string, ReportedUse | undefined> | undefined;
}

/** A service-last-accessed report as of when it was made. */
export interface AccessReport {
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  readonly createdAt: Date;
  readonly services: readonly ReportedService[];
  /** The users and roles it is about: several for a group or a policy. */
  readonly entityArns: readonly string[];
}

/** What IAM keeps of an account beside its roles, users, groups and policies. */
export interface IamAccountState {
  alias: string | undefined;
  passwordPolicy: PasswordPolicy | undefined;
  credentialReport: CredentialReport | undefined;
  /** By the user's unique id, so that a new name changes nothing. */
  readonly loginProfiles: Map<string, LoginProfile>;
  /** By serial number. */
  readonly mfaDevices: Map<string, MfaDevice>;
  /** By lower-case name. */
  readonly instanceProfiles: Map<string, InstanceProfile>;
  /** By ARN. */
  readonly oidcProviders: Map<string, OidcProvider>;
  /** By ARN. */
  readonly samlProviders: Map<string, SamlProvider>;
  /** By job id. */
  readonly accessReports: Map<string, AccessReport>;
  /** The roles of finished deletions by task id. */
  readonly deletionTasks: Map<string, string>;
}

interface IamState {
  readonly accounts: Map<string, IamAccountState>;
  /** Account ids by alias: aliases are unique across all accounts. */
  readonly aliases: Map<string, string>;
}

const SLOT: StateSlot<IamState> = { name: 'iam', create: () => ({ accounts: new Map(), aliases: new Map() }) };

/** IAM's own state of one account. */
export function iamStateOf(world: World, accountId: string): IamAccountState {
  const { accounts } = stateOf(world, SLOT);
  const known = accounts.get(accountId);
  if (known !== undefined) return known;
  const made: IamAccountState = {
    alias: undefined,
    passwordPolicy: undefined,
    credentialReport: undefined,
    loginProfiles: new Map(),
    mfaDevices: new Map(),
    instanceProfiles: new Map(),
    oidcProviders: new Map(),
    samlProviders: new Map(),
    accessReports: new Map(),
    deletionTasks: new Map(),
  };
  accounts.set(accountId, made);
  return made;
}

/** Account ids by alias. */
export function aliasesOf(world: World): Map<string, string> {
  return stateOf(world, SLOT).aliases;
}
