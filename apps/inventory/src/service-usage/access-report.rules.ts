/** The last call of a principal to a service. */
export interface LastCall {
  readonly at: Date;
  readonly region: string | null;
}

/** What IAM reports of a principal: the services its policies grant, and the last call to each that it used. */
export interface AccessReport {
  /** By what policies call a service; in order. */
  readonly granted: readonly string[];
  readonly used: ReadonlyMap<string, LastCall>;
  /** What AWS calls the services, by what policies do. */
  readonly names: ReadonlyMap<string, string>;
  readonly reportedAt: Date;
}

/** A service as IAM's report lists it. */
export interface ReportedService {
  readonly ServiceNamespace?: string | undefined;
  readonly ServiceName?: string | undefined;
  readonly LastAuthenticated?: Date | undefined;
  readonly LastAuthenticatedRegion?: string | undefined;
}

/** Days that IAM looks back. Source: IAM User Guide, "Refine permissions using last accessed information". */
const TRACKED_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The pages of IAM's report as one. A service without a name that policies use is left out. */
export function accessReportOf(services: readonly ReportedService[], reportedAt: Date): AccessReport {
  const named = services.filter(({ ServiceNamespace = '' }) => ServiceNamespace !== '');
  const used = named.flatMap(
    ({ ServiceNamespace = '', LastAuthenticated, LastAuthenticatedRegion }): [string, LastCall][] =>
      LastAuthenticated === undefined || Number.isNaN(LastAuthenticated.getTime())
        ? []
        : [[ServiceNamespace, { at: LastAuthenticated, region: LastAuthenticatedRegion ?? null }]],
  );
  return {
    granted: [...new Set(named.map(({ ServiceNamespace = '' }) => ServiceNamespace))].sort(),
    used: new Map(used),
    names: new Map(
      named.map(({ ServiceNamespace = '', ServiceName }) => [ServiceNamespace, ServiceName ?? ServiceNamespace]),
    ),
    reportedAt,
  };
}

/** The latest call to any service; null when there was none. */
export function lastCallOf({ used }: Pick<AccessReport, 'used'>): LastCall | null {
  return [...used.values()].reduce<LastCall | null>(
    (latest, call) => (latest === null || call.at > latest.at ? call : latest),
    null,
  );
}

/** How far a report looks back: never further than the principal exists, as far as that is known. */
export function trackedSince(reportedAt: Date, createdAt: unknown): Date {
  const earliest = reportedAt.getTime() - TRACKED_DAYS * DAY_MS;
  const created = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return new Date(Number.isNaN(created) ? earliest : Math.max(earliest, created));
}
