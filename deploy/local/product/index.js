export { embeddedConfiguration } from './gatehouse-yaml.js';
export { flagsOf } from './services.js';
export { startTemporaryProduct } from './temporary-product.js';

/** @typedef {import('./start-product.js').ProductState} ProductState */
/** @typedef {Awaited<ReturnType<typeof import('./temporary-product.js').startTemporaryProduct>>} TemporaryProduct */
