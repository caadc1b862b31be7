import { textAt } from './touched.rules.js';
import type { TrailEvent } from './trail-event.js';

/** The account whose tags a call to AWS Organizations changed; null when it changed none. */
export function retaggedAccount({ service, eventName, errorCode, request }: TrailEvent): string | null {
  if (service !== 'organizations' || errorCode !== null) return null;
  if (eventName !== 'TagResource' && eventName !== 'UntagResource') return null;
  const resourceId = textAt(request, 'resourceId');
  return resourceId !== null && /^\d{12}$/.test(resourceId) ? resourceId : null;
}
