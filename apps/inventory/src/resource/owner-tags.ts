/** Keys of the tags that say who a resource belongs to, as the installation's configuration names them. */
export class OwnerTags {
  constructor(readonly keys: readonly string[]) {}
}
