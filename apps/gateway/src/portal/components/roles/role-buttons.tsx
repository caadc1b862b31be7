'use client';
import Button from '@cloudscape-design/components/button';
import type { RememberedRole } from '../../preferences/remembered-roles.rules';
import { useRoleActions } from './role-actions';

/** `payments-reader in payments-production`: names a role so that two of the same name are told apart. */
export function spokenName(role: RememberedRole): string {
  return `${role.roleName} in ${role.accountName ?? role.accountId}`;
}

/** The three things people come for. */
export function RoleButtons({ role }: { role: RememberedRole }) {
  const { openConsole, copyCommands, showCredentials, busy } = useRoleActions();
  const name = spokenName(role);
  return (
    <div className="role-buttons">
      <Button
        variant="link"
        wrapText={false}
        iconName="external"
        iconAlign="right"
        ariaLabel={`Open the console as ${name}`}
        loading={busy.has(`console ${role.roleArn}`)}
        disabled={role.cliOnly}
        disabledReason="Offered for the command line only, not for the console."
        onClick={() => openConsole(role)}
      >
        Console
      </Button>
      <Button
        variant="link"
        wrapText={false}
        iconName="key"
        ariaLabel={`Get credentials for ${name}`}
        onClick={() => showCredentials(role)}
      >
        Credentials
      </Button>
      <Button
        variant="icon"
        iconName="copy"
        ariaLabel={`Copy CLI commands for ${name}`}
        nativeButtonAttributes={{ title: 'Copy CLI commands' }}
        loading={busy.has(`copy ${role.roleArn}`)}
        onClick={() => copyCommands(role)}
      />
    </div>
  );
}

/** Keeps a role at the top of the home screen. */
export function FavouriteButton({ role }: { role: RememberedRole }) {
  const { isFavourite, toggleFavourite } = useRoleActions();
  const favourite = isFavourite(role.roleArn);
  return (
    <Button
      variant="icon"
      iconName={favourite ? 'star-filled' : 'star'}
      ariaLabel={`Favourite: ${spokenName(role)}`}
      nativeButtonAttributes={{
        'aria-pressed': favourite,
        title: favourite ? 'Remove from favourites' : 'Add to favourites',
      }}
      onClick={() => toggleFavourite(role)}
    />
  );
}
