import type * as xmlCrypto from 'xml-crypto';

import type { SamlAssertion } from './saml-assertion.rules.js';
import { loadOnce } from './load-once.js';
import { attributeOf, childrenNamed, descendantsNamed, onlyChild, readXml, textOf } from './xml-tree.js';

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** Loading it takes a tenth of a second, which only those pay who use SAML. */
const xmlSignatures = loadOnce<typeof xmlCrypto>('xml-crypto');

/** An identity provider as its metadata document describes it. */
export interface SamlIssuer {
  readonly entityId: string;
  /** Signing certificates, in PEM. */
  readonly certificates: readonly string[];
}

/** Reads a provider's metadata; undefined when it is not of one. */
export function readMetadata(metadata: string): SamlIssuer | undefined {
  const root = readXml(metadata);
  const entityId = attributeOf(root, 'entityID');
  if (root?.namespaceURI !== METADATA || entityId === undefined) return undefined;
  const keys = descendantsNamed(root, METADATA, 'KeyDescriptor').filter(
    (key) => attributeOf(key, 'use') !== 'encryption',
  );
  const certificates = keys
    .flatMap((key) => descendantsNamed(key, SIGNATURE, 'X509Certificate'))
    .flatMap((element) => textOf(element) ?? [])
    .map(pem);
  return { entityId, certificates };
}

function pem(certificate: string): string {
  const lines = certificate.replaceAll(/\s+/gu, '').match(/.{1,64}/gu) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** A response taken apart; everything but the issuer is read from what is signed. */
export interface SamlResponse {
  readonly issuer: string;
  /** Undefined when no signature is right: then nothing of it can be believed. */
  readonly signedBy: (certificates: readonly string[]) => SamlAssertion | undefined;
}

/** Reads a response in base 64; undefined when it is not a successful one with a single assertion. */
export function readSamlResponse(encoded: string): SamlResponse | undefined {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  const root = readXml(xml);
  if (root?.localName !== 'Response' || root.namespaceURI !== PROTOCOL || !isSuccess(root)) return undefined;
  const assertion = onlyChild(root, ASSERTION, 'Assertion');
  const issuer = textOf(onlyChild(assertion, ASSERTION, 'Issuer'));
  if (assertion === undefined || issuer === undefined) return undefined;
  const signatures = [root, assertion].flatMap((element) => childrenNamed(element, SIGNATURE, 'Signature'));
  return { issuer, signedBy: (certificates) => signedAssertion(xml, signatures, certificates) };
}

function isSuccess(response: Element): boolean {
  const status = onlyChild(onlyChild(response, PROTOCOL, 'Status'), PROTOCOL, 'StatusCode');
  const value = attributeOf(status, 'Value');
  return value === undefined || value === 'urn:oasis:names:tc:SAML:2.0:status:Success';
}

/** Only the canonical text that a right signature covers is read again: whatever else the response holds is not signed. */
function signedAssertion(
  xml: string,
  signatures: readonly Element[],
  certificates: readonly string[],
): SamlAssertion | undefined {
  for (const signature of signatures) {
    for (const certificate of certificates) {
      const assertion = assertionIn(signedText(xml, signature, certificate));
      if (assertion !== undefined) return assertion;
    }
  }
  return undefined;
}

function signedText(xml: string, signature: Element, certificate: string): string | undefined {
  try {
    const { SignedXml } = xmlSignatures();
    const signed = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
    signed.loadSignature(signature);
    if (!signed.checkSignature(xml)) return undefined;
    const references = signed.getSignedReferences();
    return references.length === 1 ? references[0] : undefined;
  } catch {
    // Whatever is wrong with a signature, it proves nothing.
    return undefined;
  }
}

function assertionIn(text: string | undefined): SamlAssertion | undefined {
  const root = text === undefined ? undefined : readXml(text);
  const element = root?.localName === 'Response' ? onlyChild(root, ASSERTION, 'Assertion') : root;
  if (element?.localName !== 'Assertion' || element.namespaceURI !== ASSERTION) return undefined;
  return factsOf(element);
}

function factsOf(assertion: Element): SamlAssertion {
  const subject = onlyChild(assertion, ASSERTION, 'Subject');
  const nameId = onlyChild(subject, ASSERTION, 'NameID');
  const confirmation = onlyChild(
    onlyChild(subject, ASSERTION, 'SubjectConfirmation'),
    ASSERTION,
    'SubjectConfirmationData',
  );
  const conditions = onlyChild(assertion, ASSERTION, 'Conditions');
  const [statement] = childrenNamed(assertion, ASSERTION, 'AuthnStatement');
  return {
    issuer: textOf(onlyChild(assertion, ASSERTION, 'Issuer')),
    issuedAt: instant(attributeOf(assertion, 'IssueInstant')),
    subject: textOf(nameId),
    subjectFormat: attributeOf(nameId, 'Format'),
    recipient: attributeOf(confirmation, 'Recipient'),
    confirmedUntil: instant(attributeOf(confirmation, 'NotOnOrAfter')),
    validFrom: instant(attributeOf(conditions, 'NotBefore')),
    validUntil: instant(attributeOf(conditions, 'NotOnOrAfter')),
    audiences:
      conditions === undefined
        ? []
        : descendantsNamed(conditions, ASSERTION, 'Audience').flatMap((each) => textOf(each) ?? []),
    sessionUntil: instant(attributeOf(statement, 'SessionNotOnOrAfter')),
    attributes: attributesOf(assertion),
  };
}

function attributesOf(assertion: Element): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const attribute of descendantsNamed(assertion, ASSERTION, 'Attribute')) {
    const name = attributeOf(attribute, 'Name') ?? '';
    const values = childrenNamed(attribute, ASSERTION, 'AttributeValue').flatMap((value) => textOf(value) ?? []);
    found.set(name, [...(found.get(name) ?? []), ...values]);
  }
  return found;
}

function instant(text: string | undefined): Date | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at);
}
