const SELECTORS = /[^{}]+(?=\{)/g;
const CLASS_OR_ID = /[.#](?!\d)(?:[\w-]|\\[\da-f]+ ?)+/g;

/**
 * Makes a style sheet of Cloudscape a CSS module that keeps its names, which carry a hash already. Turbopack puts
 * modules together into few files, and every other sheet into a file of its own.
 *
 * @param {string} css
 */
export default function keepClassNames(css) {
  return css.replace(SELECTORS, (selectors) => selectors.replace(CLASS_OR_ID, ':global($&)'));
}
