/** Something that can be made again after it was let go. */
interface Resident {
  readonly drop: () => void;
}

/** Who is in memory, the one looked at longest ago first. */
export class Residents {
  private readonly sizes = new Map<Resident, number>();
  private newest: Resident | undefined;
  private total = 0;

  /** `limit` is the number of entries that may be in memory together. */
  constructor(private readonly limit: number) {}

  touch(resident: Resident, size: number): void {
    if (resident === this.newest && this.sizes.get(resident) === size) return;
    this.total += size - (this.sizes.get(resident) ?? 0);
    this.sizes.delete(resident);
    this.sizes.set(resident, size);
    this.newest = resident;
    this.makeRoom(resident);
  }

  /** The one just looked at stays, however large it is. */
  private makeRoom(looking: Resident): void {
    for (const [resident, size] of this.sizes) {
      if (this.total <= this.limit || resident === looking) return;
      this.sizes.delete(resident);
      this.total -= size;
      resident.drop();
    }
  }
}
