import { stopAfterEndToEnd } from './start-product.js';

/** Jest runs this once after the last e2e test of a run. */
export default stopAfterEndToEnd;
