/**
 * What `look` tells of each item, as soon as it is there. Unlike the variable of a loop, and unlike a generator, this
 * does not hold the item itself while whoever asked is at work on what was told.
 */
export function eachAtOnce<T, R>(items: AsyncIterable<T>, look: (item: T) => R): AsyncIterable<R> {
  return {
    [Symbol.asyncIterator]: () => {
      const source = items[Symbol.asyncIterator]();
      const end = async (): Promise<IteratorResult<R, undefined>> => {
        await source.return?.();
        return { done: true, value: undefined };
      };
      const next = async (): Promise<IteratorResult<R, undefined>> => {
        const { done, value } = await source.next();
        if (done === true) return { done, value: undefined };
        try {
          return { done: false, value: look(value) };
        } catch (error) {
          await end();
          throw error;
        }
      };
      return { next, return: end };
    },
  };
}
