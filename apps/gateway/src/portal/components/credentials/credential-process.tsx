'use client';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { IssuedCredentials } from '../../gateway-api/gateway-api';
import { useProfile } from '../shell/person';
import { credentialProcessProfile, signInCommand } from './credential-process.rules';
import { Snippet } from './snippet';

/** A profile with which the plain AWS CLI gets fresh credentials by itself, through curl. Holds no secret. */
export function CredentialProcess({ issued }: { issued: IssuedCredentials }) {
  const { person } = useProfile();
  const { roleArn, region, endpointUrl } = issued;
  const parts = { roleArn, region, endpointUrl, origin: window.location.origin, personId: person.personId };
  const signIn = signInCommand(parts);
  const profile = credentialProcessProfile(parts);
  return (
    <SpaceBetween size="m">
      <Snippet
        label="sign-in for curl"
        hint="1. Sign curl in, once per session. The cookie file is readable by you only."
        shown={signIn}
        copied={() => signIn}
      />
      <Snippet
        label="credential_process profile"
        hint="2. Add to ~/.aws/config. The AWS CLI then asks for new credentials whenever the old ones end."
        shown={profile}
        copied={() => profile}
      />
    </SpaceBetween>
  );
}
