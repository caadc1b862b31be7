/** Whether a path names a resource that forms are posted to: `/100000000003/payments-events`. */
export function isResourcePath(path: string): boolean {
  return /^\/\d{12}\/[^/]+\/?$/u.test(path);
}
