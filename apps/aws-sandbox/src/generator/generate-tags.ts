import type { Plot } from './ground.js';
import type { Random } from './random.rules.js';

interface Tagged {
  readonly component: string;
  /** Roles for people say which groups may have them. */
  readonly forPeople: boolean;
}

/** Tags as an organization sets them: nearly everywhere, and missing somewhere. */
export function tagsOf(plot: Plot, random: Random, { component, forPeople }: Tagged): Map<string, string> {
  const team = `${plot.system}-engineers`;
  const tags = new Map<string, string>();
  if (random.percent(92)) tags.set('owner', team);
  if (random.percent(85)) tags.set('team', plot.system);
  if (random.percent(90)) tags.set('environment', plot.stage.toLowerCase());
  if (random.percent(70)) tags.set('application', component);
  if (random.percent(30)) tags.set('cost-center', String(4000 + (plot.index % 200)));
  if (forPeople) {
    tags.set('gatehouse-authorized', authorized(plot, random, team));
    tags.set('gatehouse-owner', team);
  }
  return tags;
}

/** Groups joined the ways that people write them. */
function authorized({ division }: Plot, random: Random, team: string): string {
  const chance = random.below(10);
  if (chance < 6) return team;
  if (chance < 8) return `${team}:${division.toLowerCase()}-on-call`;
  return chance < 9 ? `${team}/cloud-administrators` : `${division.toLowerCase()}-leads`;
}
