/** The configuration of the embedded organization: what an installation on a real one writes by hand. */
const EMBEDDED_CONFIGURATION = `# Written by npm start for the embedded organization. For a real one see docs/gatehouse.example.yaml.
aws:
  partition: aws
  region: us-east-1
  regions: [us-east-1, eu-west-1]
  organizations:
    - managementAccountId: '100000000001'
  reader:
    spokeRoleName: gatehouse-reader-spoke
    externalId: gatehouse-demo
  changes:
    queues:
      - { url: SANDBOX_URL/100000000002/gatehouse-changes, region: us-east-1 }
      - { url: SANDBOX_URL/100000000002/gatehouse-changes, region: eu-west-1 }
  console:
    federationUrl: SANDBOX_URL/federation
    consoleUrl: SANDBOX_URL/console/
    issuer: PORTAL_URL
  # The embedded organization has no quotas.
  sts:
    peoplePerSecond: 10000
    refreshPerSecond: 10000
eligibility:
  authorizedTags: [gatehouse-authorized, consoleme-authorized]
  cliOnlyTags: [gatehouse-authorized-cli-only, consoleme-authorized-cli-only, consoleme-owner-dl]
`;

/**
 * That configuration, with the addresses of this installation.
 *
 * @param {{ sandboxUrl: string, portalUrl: string }} options
 */
export function embeddedConfiguration({ sandboxUrl, portalUrl }) {
  return EMBEDDED_CONFIGURATION.replaceAll('SANDBOX_URL', sandboxUrl).replaceAll('PORTAL_URL', portalUrl);
}
