import type { ServiceManifest, Subscription } from '@gatehouse/contracts';

/** What was found bound in the modules of a service. */
export interface BoundNames {
  readonly handles: readonly string[];
  readonly subscribes: readonly Subscription[];
}

/** Every difference between what a manifest promises and what is bound, as sentences; empty when they agree. */
export function differencesFromManifest(manifest: ServiceManifest, bound: BoundNames): string[] {
  const promised = manifest.handles.map(({ subject }) => subject);
  const promisedSubscriptions = manifest.subscribes.map(nameOf);
  const boundSubscriptions = bound.subscribes.map(nameOf);
  return [
    ...missing(promised, bound.handles, (name) => `${name} is in \`handles\`, and no method has @Handles for it`),
    ...missing(bound.handles, promised, (name) => `${name} has a method with @Handles, and is not in \`handles\``),
    ...twice(bound.handles, (name) => `${name} has two methods with @Handles`),
    ...missing(
      promisedSubscriptions,
      boundSubscriptions,
      (name) => `${name} is in \`subscribes\`, and no method has @Subscribes for it`,
    ),
    ...missing(
      boundSubscriptions,
      promisedSubscriptions,
      (name) => `${name} has a method with @Subscribes, and is not in \`subscribes\``,
    ),
    ...twice(boundSubscriptions, (name) => `${name} has two methods with @Subscribes`),
  ];
}

/** The same for the events that a service hears while they are told; `isUnnamed` of those that its manifest does not name. */
export function differencesInHearing(
  { hears = [] }: ServiceManifest,
  heard: readonly string[],
): { readonly text: string; readonly isUnnamed: boolean }[] {
  const promised = hears.map(({ subject }) => subject);
  const unnamed = missing(heard, promised, (name) => `${name} is heard, and is not in \`hears\``);
  const unheard = missing(promised, heard, (name) => `${name} is in \`hears\`, and nothing hears it`);
  return [
    ...unnamed.map((text) => ({ text, isUnnamed: true })),
    ...unheard.map((text) => ({ text, isUnnamed: false })),
  ];
}

function nameOf({ event, purpose }: Subscription): string {
  return `${event.subject} (${purpose})`;
}

function missing(wanted: readonly string[], from: readonly string[], say: (name: string) => string): string[] {
  return wanted.filter((name) => !from.includes(name)).map(say);
}

function twice(names: readonly string[], say: (name: string) => string): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(say);
}
