/** The parts that names of the generated organization are made of. */
export const DIVISIONS = ['Retail', 'Logistics', 'Finance', 'Data', 'Platform', 'Media'] as const;
export const STAGES = ['Production', 'Staging', 'Development'] as const;

export type Division = (typeof DIVISIONS)[number];
export type Stage = (typeof STAGES)[number];

const SYSTEMS: Readonly<Record<Division, readonly string[]>> = {
  Retail: ['checkout', 'catalogue', 'pricing', 'loyalty', 'search', 'basket', 'reviews', 'promotions'],
  Logistics: ['warehouse', 'routing', 'fleet', 'tracking', 'customs', 'returns', 'carriers', 'forecasting'],
  Finance: ['ledger', 'invoicing', 'treasury', 'tax', 'payroll', 'fraud', 'settlement', 'expenses'],
  Data: ['lakehouse', 'streaming', 'features', 'experiments', 'reporting', 'quality', 'catalog', 'notebooks'],
  Platform: ['network', 'registry', 'pipelines', 'observability', 'identity', 'secrets', 'gateway', 'runtime'],
  Media: ['transcoding', 'images', 'subtitles', 'playback', 'rights', 'editorial', 'archive', 'ads'],
};

const COMPONENTS = [
  'orders',
  'stock',
  'events',
  'exports',
  'imports',
  'mailer',
  'scheduler',
  'indexer',
  'backoffice',
  'webhooks',
  'metrics',
  'billing',
  'profiles',
  'sessions',
  'documents',
  'thumbnails',
  'notifications',
  'audit',
  'cache',
  'gateway',
  'ingest',
  'ranking',
  'archive',
  'replicator',
  'partners',
  'quotes',
  'labels',
  'refunds',
] as const;

const JOBS = [
  'api',
  'worker',
  'cron',
  'stream',
  'lambda',
  'task',
  'deploy',
  'migrate',
  'reader',
  'writer',
  'backup',
  'restore',
  'monitor',
  'batch',
  'proxy',
  'sync',
  'cleanup',
  'loader',
  'publisher',
  'consumer',
  'admin',
  'support',
  'analyst',
  'engineer',
  'replay',
  'crawler',
  'notifier',
  'rotator',
  'builder',
  'runner',
] as const;

const NAMES_TOGETHER = COMPONENTS.length * JOBS.length;
/** Has no factor in common with the number of names, so that each comes up once in a round. */
const STRIDE = 389;

/** What the number of an account says of it. */
export interface AccountPlace {
  readonly division: Division;
  readonly stage: Stage;
  readonly system: string;
  readonly name: string;
}

/** The place of the n-th generated account; three stages of a system follow each other. */
export function accountPlace(index: number): AccountPlace {
  const stage = STAGES[index % STAGES.length] ?? STAGES[0];
  const number = Math.floor(index / STAGES.length);
  const division = DIVISIONS[number % DIVISIONS.length] ?? DIVISIONS[0];
  const systems = SYSTEMS[division];
  const place = Math.floor(number / DIVISIONS.length);
  const round = Math.floor(place / systems.length);
  const system = `${systems[place % systems.length] ?? 'system'}${round === 0 ? '' : `-${String(round + 1)}`}`;
  return { division, stage, system, name: `${system}-${stage.toLowerCase()}` };
}

/** Two parts of the name of the n-th thing of an account, and the number that tells it from others of that name. */
export function thingName(index: number, offset: number): { component: string; job: string; round: number } {
  const at = (index * STRIDE + offset) % NAMES_TOGETHER;
  return {
    component: COMPONENTS[at % COMPONENTS.length] ?? 'orders',
    job: JOBS[Math.floor(at / COMPONENTS.length)] ?? 'api',
    round: Math.floor(index / NAMES_TOGETHER),
  };
}

/** `orders-api`, and from the second round on `orders-api-2`. */
export function numbered(name: string, round: number): string {
  return round === 0 ? name : `${name}-${String(round + 1)}`;
}

/** Generated accounts come after those of any seed that counts from 100000000001. */
export function accountIdOf(index: number): string {
  return String(200_000_000_001 + index);
}
