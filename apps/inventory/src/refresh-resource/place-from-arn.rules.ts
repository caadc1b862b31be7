import { placeOfArn } from '../collectors/arn.rules.js';
import { typeOfArn } from '../collectors/type-of-arn.rules.js';
import { GLOBAL_REGION } from '../resource/observed-resource.js';

/** Where and what a resource is, as far as its ARN tells; null when that is not enough to read it. */
export function placeFromArn(
  arn: string,
): { readonly accountId: string; readonly resourceType: string; readonly region: string } | null {
  const { accountId, region } = placeOfArn(arn);
  const resourceType = typeOfArn(arn);
  if (resourceType === null || !/^\d{12}$/.test(accountId)) return null;
  return { accountId, resourceType, region: region === '' ? GLOBAL_REGION : region };
}
