/**
 * What test files use as `jest`. There is nothing in it about modules: one that a test would have to fake is taken as
 * an argument instead.
 *
 * @param {{ moduleMocker: import('jest-mock').ModuleMocker,
 *   fakeTimersModern: import('@jest/fake-timers').ModernFakeTimers }} environment
 */
export function jestObject({ moduleMocker: mocks, fakeTimersModern: timers }) {
  return {
    fn: mocks.fn.bind(mocks),
    spyOn: mocks.spyOn.bind(mocks),
    restoreAllMocks: () => mocks.restoreAllMocks(),
    useFakeTimers: (/** @type {Parameters<typeof timers.useFakeTimers>[0]} */ how) => timers.useFakeTimers(how),
    useRealTimers: () => timers.useRealTimers(),
    setSystemTime: (/** @type {number | Date} */ time) => timers.setSystemTime(time),
    advanceTimersByTime: (/** @type {number} */ milliseconds) => timers.advanceTimersByTime(milliseconds),
    advanceTimersByTimeAsync: (/** @type {number} */ milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
  };
}
