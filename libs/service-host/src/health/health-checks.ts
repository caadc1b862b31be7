/** How one check went. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
}

const TIME_LIMIT_MILLISECONDS = 2_000;

/** What must work for this replica to be given requests; feeds /readyz. */
export class HealthChecks {
  readonly #checks = new Map<string, () => Promise<void>>();

  /** Adds a check: it resolves when all is well and throws otherwise. Each has two seconds. */
  add(name: string, check: () => Promise<void>): void {
    this.#checks.set(name, check);
  }

  /** Runs every check at the same time. */
  run(): Promise<CheckResult[]> {
    return Promise.all([...this.#checks].map(async ([name, check]) => ({ name, ok: await passes(check) })));
  }
}

async function passes(check: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), TIME_LIMIT_MILLISECONDS);
  });
  const checked = check().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}
