import type * as xmlDom from '@xmldom/xmldom';

import { loadOnce } from './load-once.js';

const dom = loadOnce<typeof xmlDom>('@xmldom/xmldom');

/** Reads a document; undefined when it is not well-formed, or declares a document type, which SAML forbids. */
export function readXml(text: string): Element | undefined {
  if (/<!DOCTYPE/iu.test(text)) return undefined;
  try {
    const { DOMParser } = dom();
    const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
    return parser.parseFromString(text, 'text/xml').documentElement ?? undefined;
  } catch {
    return undefined;
  }
}

function refuse(message: string): never {
  throw new Error(message);
}

/** The elements directly below with this local name in this namespace. */
export function childrenNamed(parent: Element, namespace: string, name: string): readonly Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node) && node.localName === name && node.namespaceURI === namespace) found.push(node);
  }
  return found;
}

/** The only element of a name directly below; undefined when there is none, or more than one. */
export function onlyChild(parent: Element | undefined, namespace: string, name: string): Element | undefined {
  if (parent === undefined) return undefined;
  const found = childrenNamed(parent, namespace, name);
  return found.length === 1 ? found[0] : undefined;
}

/** Every element of a name at any depth. */
export function descendantsNamed(parent: Element, namespace: string, name: string): readonly Element[] {
  return Array.from(parent.getElementsByTagNameNS(namespace, name));
}

/** The text of an element without white space around it; undefined when it has none. */
export function textOf(element: Element | undefined): string | undefined {
  const text = element?.textContent?.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** An attribute; undefined when it is not there. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.hasAttribute(name) === true ? (element.getAttribute(name) ?? undefined) : undefined;
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
