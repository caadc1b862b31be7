import type { STSClientConfig } from '@aws-sdk/client-sts';

/** The same for every SDK client. */
export type SdkLogger = NonNullable<STSClientConfig['logger']>;

const nothing = (): void => undefined;

/**
 * Goes to every SDK client. The SDK's default logger throws lines away only after they were made, and for its line about
 * each call copies request and reply member by member to leave out what is sensitive: a few percent of all that a sweep
 * takes. One without `info` is not asked to. What goes wrong is thrown, and told by whoever asked.
 */
export const SDK_LOGGER = { debug: nothing, warn: nothing, error: nothing } as unknown as SdkLogger;
