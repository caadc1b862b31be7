import { isPublicPolicy as judge } from '@gatehouse/iam-policy';

const remembered = new Map<string, boolean>();
const MAX_REMEMBERED = 10_000;

/** Whether S3 calls a bucket policy public; every call of a bucket asks, so that the answer is remembered. */
export function isPublicPolicy(document: string): boolean {
  const known = remembered.get(document);
  if (known !== undefined) return known;
  const isPublic = judge(document);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(document, isPublic);
  return isPublic;
}
