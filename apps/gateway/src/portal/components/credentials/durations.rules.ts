export interface DurationChoice {
  readonly seconds: number;
  readonly label: string;
}

const SHORTEST_SECONDS = 900;
const USUAL_SECONDS = 3_600;
const STEPS_SECONDS = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200];

/** Durations to choose from for a role that allows `maxSessionSeconds` (900 to 43,200), ending with its longest. */
export function durationChoices(maxSessionSeconds: number): DurationChoice[] {
  const longest = Math.max(SHORTEST_SECONDS, maxSessionSeconds);
  const steps = STEPS_SECONDS.filter((seconds) => seconds <= longest);
  if (!steps.includes(longest)) steps.push(longest);
  return steps.map((seconds) => ({ seconds, label: wholeDuration(seconds) }));
}

/** An hour, or less when the role allows less. */
export function usualDuration(maxSessionSeconds: number): number {
  return Math.max(SHORTEST_SECONDS, Math.min(USUAL_SECONDS, maxSessionSeconds));
}

/** `15 minutes`, `1 hour`, `1 hour 30 minutes`. */
export function wholeDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.round((seconds % 3_600) / 60);
  const parts = [
    ...(hours > 0 ? [`${hours} ${hours === 1 ? 'hour' : 'hours'}`] : []),
    ...(minutes > 0 ? [`${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`] : []),
  ];
  return parts.join(' ') || '0 minutes';
}
