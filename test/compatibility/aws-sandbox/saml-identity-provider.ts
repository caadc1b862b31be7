import { SignedXml } from 'xml-crypto';

import { type SelfSigned, selfSigned } from './self-signed-certificate.js';

/** What an assertion says; the rest is as AWS wants it. */
export interface AssertionFacts {
  readonly now: Date;
  /** Pairs of ARNs. */
  readonly roles: readonly string[];
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly recipient?: string;
  readonly sessionUntil?: Date;
  /** Signed after this change, so that the signature is right. */
  readonly change?: (xml: string) => string;
  /** Made after signing. */
  readonly tamper?: (xml: string) => string;
  readonly signer?: SelfSigned;
  readonly wholeResponse?: boolean;
}

const SIGN_IN = 'https://signin.aws.amazon.com/saml';
const AWS = 'https://aws.amazon.com/SAML/Attributes/';

/** An identity provider of a company, with its own key. */
export class SamlIdentityProvider {
  readonly entityId = 'https://idp.example.com/saml';
  readonly key = selfSigned('idp.example.com');

  /** As it would be uploaded to AWS. */
  get metadata(): string {
    const info = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${this.key.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
    return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${this.entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">${info}</md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
  }

  /** A response in base 64, as a browser would bring it along. */
  response(facts: AssertionFacts): string {
    const { change = same, tamper = same } = facts;
    const xml = change(this.document(facts));
    return Buffer.from(tamper(this.sign(xml, facts))).toString('base64');
  }

  private document(facts: AssertionFacts): string {
    const { now, issuer = this.entityId, audience = SIGN_IN, recipient = SIGN_IN } = facts;
    const soon = new Date(now.getTime() + 300_000).toISOString();
    const session =
      facts.sessionUntil === undefined ? '' : ` SessionNotOnOrAfter="${facts.sessionUntil.toISOString()}"`;
    const attributes = {
      [`${AWS}Role`]: facts.roles,
      [`${AWS}RoleSessionName`]: ['ada@example.com'],
      ...facts.attributes,
    };
    const statements = Object.entries(attributes).map(
      ([name, values]) =>
        `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
    );
    return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="${now.toISOString()}"><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_assertion" Version="2.0" IssueInstant="${now.toISOString()}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${soon}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${now.toISOString()}" NotOnOrAfter="${soon}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now.toISOString()}"${session}/><saml:AttributeStatement>${statements.join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
  }

  private sign(xml: string, { signer = this.key, wholeResponse = false }: AssertionFacts): string {
    const name = wholeResponse ? 'Response' : 'Assertion';
    const path = `//*[local-name(.)='${name}']`;
    const signed = new SignedXml({
      privateKey: signer.privateKey,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    });
    signed.addReference({
      xpath: path,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    signed.computeSignature(xml, { location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' } });
    return signed.getSignedXml();
  }
}

function same(xml: string): string {
  return xml;
}
