/**
 * The processes that a process began, and those that these began: parents before their children.
 *
 * @param {number} pid
 * @param {readonly { pid: number, parent: number }[]} all
 * @returns {number[]}
 */
export function descendantsOf(pid, all) {
  const childrenOf = (/** @type {number} */ parent) => all.filter((each) => each.parent === parent);
  const found = childrenOf(pid);
  for (const child of found) found.push(...childrenOf(child.pid));
  return found.map((each) => each.pid);
}
