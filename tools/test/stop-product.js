import { stopProduct } from './start-product.js';

export default stopProduct;
