import type { Provider } from '@nestjs/common';
import {
  awsEstateOf,
  ConsoleLinks,
  FederationConsoleLinks,
  readGatehouseFile,
  RoleSessions,
  StsRoleSessions,
  visibilitySettingsOf,
} from '@gatehouse/aws';
import { PlatformConfig } from '@gatehouse/service-host';
import { Visibility } from './eligibility/disclosed-roles.js';
import { EligibilitySources } from './eligibility/eligibility-sources.js';
import { eligibilitySettingsOf } from './eligibility/eligibility-settings.js';
import { RoleTagEligibility } from './eligibility/role-tag-eligibility.js';
import { AwsPlace } from './role-session/aws-place.js';

/** What the configuration file says, and the ways to AWS that follow from it. */
export interface AwsAccess {
  readonly roleSessions: RoleSessions;
  readonly consoleLinks: ConsoleLinks;
  readonly place: AwsPlace;
  readonly sources: EligibilitySources;
  readonly visibility: Visibility;
}

const ACCESS = Symbol('AwsAccess');

/** Reads gatehouse.yaml and makes the real thing. */
export async function openAwsAccess(configFile: string): Promise<AwsAccess> {
  const file = await readGatehouseFile(configFile);
  const estate = awsEstateOf(file);
  const eligibility = eligibilitySettingsOf(file);
  const roleSessions = new StsRoleSessions(estate);
  return {
    roleSessions,
    consoleLinks: new FederationConsoleLinks(estate),
    place: new AwsPlace(estate.region, roleSessions),
    sources: new EligibilitySources([new RoleTagEligibility(eligibility)], eligibility),
    visibility: new Visibility(visibilitySettingsOf(file).rule),
  };
}

/** AWS for the service; a test gives its own `access`. */
export function awsProviders(access?: AwsAccess): Provider[] {
  const part = <T>(token: abstract new (...parts: never[]) => T, pick: (from: AwsAccess) => T): Provider => ({
    provide: token,
    inject: [ACCESS],
    useFactory: pick,
  });
  return [
    {
      provide: ACCESS,
      inject: [PlatformConfig],
      useFactory: (config: PlatformConfig) => access ?? openAwsAccess(config.requireConfigFile()),
    },
    part(RoleSessions, ({ roleSessions }) => roleSessions),
    part(ConsoleLinks, ({ consoleLinks }) => consoleLinks),
    part(AwsPlace, ({ place }) => place),
    part(EligibilitySources, ({ sources }) => sources),
    part(Visibility, ({ visibility }) => visibility),
  ];
}
