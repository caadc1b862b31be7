const stops: (() => Promise<void>)[] = [];

/** Remembers what has to be sent before the process ends. */
export function stopWithProcess(stop: () => Promise<void>): void {
  stops.push(stop);
}

/**
 * Sends the last spans and metrics; called by the host at the end of its own shutdown, because after it the process
 * exits. Gives up after two seconds: a collector that is away must not hold a restart up.
 */
export async function stopTelemetry(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2_000);
  });
  await Promise.race([Promise.allSettled(stops.splice(0).map((stop) => stop())), late]);
  clearTimeout(timer);
}
