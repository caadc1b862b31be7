/** More words than this make no search narrower. */
const MOST_WORDS = 10;

/** The words of a search, in lower case, each once; a word that another one contains says nothing more. */
export function wordsOf(search: string): string[] {
  const words = [...new Set(search.toLowerCase().split(/\s+/))].filter((word) => word !== '');
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word))).slice(0, MOST_WORDS);
}
