import { z } from 'zod';

const figure = (limit: number) => z.coerce.number().int().min(0).max(limit);

/** The figures of a generated organization, as flags and as options of a start; those left out are here. */
export const PLAN_FIGURES = {
  accounts: figure(100_000).default(0).describe('Accounts to generate beside those of the seed.'),
  roles: figure(5_000).default(100).describe('Roles in each generated account.'),
  buckets: figure(1_000).default(10).describe('Buckets in each generated account.'),
  queues: figure(1_000).default(10).describe('Queues in each generated account.'),
  topics: figure(1_000).default(5).describe('Topics in each generated account.'),
  seedNumber: figure(2 ** 31 - 1)
    .default(1)
    .describe('The same number makes the same organization.'),
} as const;

/** How large a generated organization is. */
export const GeneratorPlan = z.object(PLAN_FIGURES);
export type GeneratorPlan = z.output<typeof GeneratorPlan>;
/** Figures of a plan, as many as somebody wants to give. */
export type GeneratorOptions = Partial<GeneratorPlan>;
