import { placeOfArn } from '../collectors/arn.rules.js';

/** The resource of the inventory that an ARN is of: the bucket of an object, the function of a version. Null for `*`. */
export function holderOf(resourceArn: string): string | null {
  const { service, resource } = placeOfArn(resourceArn);
  switch (service) {
    case '':
      return null;
    case 's3':
      return cutAfter(resourceArn, resource, '/', 1);
    case 'lambda':
      return cutAfter(resourceArn, resource, ':', 2);
    case 'sns':
      return cutAfter(resourceArn, resource, ':', 1);
    default:
      return resourceArn;
  }
}

function cutAfter(arn: string, resource: string, separator: string, parts: number): string {
  const kept = resource.split(separator).slice(0, parts).join(separator);
  return arn.slice(0, arn.length - resource.length) + kept;
}
