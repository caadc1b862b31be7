export { openBrowser } from './product/open-browser.js';
export { productUnderTest } from './product/product-under-test.js';
