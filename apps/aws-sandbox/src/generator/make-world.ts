import { buildWorld } from '../seed/build-world.js';
import type { Seed } from '../seed/seed-schema.js';
import type { World } from '../state/model.js';
import { type GeneratorOptions, GeneratorPlan } from './generator-plan.js';
import { growWorld } from './grow-world.js';

/** The world of a seed, with as many generated accounts beside it as the options say. */
export function makeWorld(seed: Seed, now: Date, options: GeneratorOptions = {}): World {
  const world = buildWorld(seed, now);
  growWorld(world, GeneratorPlan.parse(options), { seed, now });
  return world;
}
