'use client';

/**
 * Opens the address in a new tab once it is known. The tab is opened at once, because browsers allow that only during
 * a click; it replaces its blank page, so that the secret address stays in no history of ours and in no element.
 * Returns false when the browser refused the tab. The tab closes again when the address cannot be had.
 */
export async function openWhenReady(address: () => Promise<string>): Promise<boolean> {
  const tab = window.open('about:blank', '_blank');
  if (tab) {
    tab.document.title = 'Opening the AWS console…';
    tab.document.body.textContent = 'Opening the AWS console…';
    tab.opener = null;
  }
  try {
    const url = await address();
    if (!tab) return false;
    tab.location.replace(webAddress(url));
    return true;
  } catch (thrown) {
    tab?.close();
    throw thrown;
  }
}

/** Only http and https: an answer must never be able to run script in our origin. */
export function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('The sign-in link is not a web address.');
  return href;
}

/** Puts the text on the clipboard once it is known, still as part of the click where the browser insists on that. */
export async function copyWhenReady(text: () => Promise<string>): Promise<void> {
  const ready = text();
  if (typeof ClipboardItem === 'undefined') {
    await navigator.clipboard.writeText(await ready);
    return;
  }
  const blob = ready.then((value) => new Blob([value], { type: 'text/plain' }));
  const written = navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  // A refusal of the gateway says more than the clipboard's complaint that its content never came.
  await ready.catch((thrown: unknown) => {
    void written.catch(() => undefined);
    throw thrown;
  });
  await written;
}
