import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A CommonJS package that is loaded when it is first needed, and not when the sandbox starts. */
export function loadOnce<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= require(name) as T);
}
