import { register } from 'node:module';

/** `node --import …/typescript.js file.ts` runs TypeScript as it is; the libs it imports are the compiled ones. */
register('./typescript-hooks.js', import.meta.url);
