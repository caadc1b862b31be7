'use client';
import dynamic from 'next/dynamic';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { toProblem } from '../../gateway-api/api-problem';
import { useBrowserValue } from '../../preferences/browser-store';
import { useRememberedRoles, type RememberedRoles } from '../../preferences/remembered-roles';
import type { RememberedRole } from '../../preferences/remembered-roles.rules';
import { useNotices } from '../shell/notices';
import { useProfile } from '../shell/person';
import { snippetOf } from '../credentials/snippets.rules';
import { chosenShell, SHELL_KEY, shellName } from '../credentials/shells';
import { copyWhenReady, openWhenReady } from './browser-hand-over';

const CredentialsDialog = dynamic(() => import('../credentials/credentials-dialog'), { ssr: false });

export interface RoleActions extends RememberedRoles {
  /** Opens the AWS console as the role in a new tab, on the page that `destination` names. */
  readonly openConsole: (role: RememberedRole, destination?: string) => void;
  /** Gets credentials and puts the commands that set them on the clipboard, without showing them. */
  readonly copyCommands: (role: RememberedRole) => void;
  readonly showCredentials: (role: RememberedRole) => void;
  /** What is under way, as `console <arn>` or `copy <arn>`. */
  readonly busy: ReadonlySet<string>;
}

const RoleActionsContext = createContext<RoleActions | null>(null);

export function useRoleActions(): RoleActions {
  const actions = useContext(RoleActionsContext);
  if (actions === null) throw new Error('useRoleActions needs a RoleActionsProvider above it.');
  return actions;
}

/** What one can do with a role on every screen that lists or shows roles. */
export function RoleActionsProvider({ children }: { children: ReactNode }) {
  const { person } = useProfile();
  const remembered = useRememberedRoles(person.personId);
  const [shown, setShown] = useState<RememberedRole | null>(null);
  const { busy, run } = useBusy();
  const openConsole = useOpenConsole(run, remembered.noteUse);
  const copyCommands = useCopyCommands(run, remembered.noteUse);

  const actions = useMemo(
    () => ({ ...remembered, openConsole, copyCommands, showCredentials: setShown, busy }),
    [remembered, openConsole, copyCommands, busy],
  );
  return (
    <RoleActionsContext value={actions}>
      {children}
      {shown && (
        <CredentialsDialog key={shown.roleArn} role={shown} onUse={remembered.noteUse} onClose={() => setShown(null)} />
      )}
    </RoleActionsContext>
  );
}

type Run = (what: string, work: () => Promise<void>) => void;

function useBusy(): { busy: ReadonlySet<string>; run: Run } {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const run = useCallback<Run>((what, work) => {
    setBusy((before) => new Set(before).add(what));
    const finish = () => setBusy((before) => new Set([...before].filter((other) => other !== what)));
    void work().finally(finish);
  }, []);
  return { busy, run };
}

function useOpenConsole(run: Run, noteUse: (role: RememberedRole) => void) {
  const { notify, notifyProblem } = useNotices();
  return useCallback(
    (role: RememberedRole, destination?: string) =>
      run(`console ${role.roleArn}`, async () => {
        try {
          const wanted = { roleArn: role.roleArn, ...(destination !== undefined && { destination }) };
          const opened = await openWhenReady(async () => (await gatewayApi.openConsole(wanted)).signInUrl);
          noteUse(role);
          if (!opened) {
            notify({
              type: 'warning',
              header: 'Your browser did not let us open a new tab',
              content: 'Allow pop-ups for this site, then open the console again.',
              id: 'pop-up',
            });
          }
        } catch (thrown) {
          notifyProblem(toProblem(thrown), `Console of ${role.roleName}`);
        }
      }),
    [run, noteUse, notify, notifyProblem],
  );
}

function useCopyCommands(run: Run, noteUse: (role: RememberedRole) => void) {
  const { notify, notifyProblem } = useNotices();
  const [storedShell] = useBrowserValue(SHELL_KEY);
  const shell = chosenShell(storedShell);
  return useCallback(
    (role: RememberedRole) =>
      run(`copy ${role.roleArn}`, async () => {
        try {
          let expiresAt = '';
          await copyWhenReady(async () => {
            const credentials = await gatewayApi.issueCredentials(role.roleArn);
            expiresAt = credentials.expiresAt;
            return snippetOf(shell, credentials);
          });
          noteUse(role);
          const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
          notify({
            type: 'success',
            header: `Copied: ${shellName(shell)} commands for ${role.roleName}`,
            content: `Paste them into a terminal. They are good until ${until}.`,
            id: 'copied',
          });
        } catch (thrown) {
          notifyProblem(toProblem(thrown), `Credentials for ${role.roleName}`);
        }
      }),
    [run, noteUse, notify, notifyProblem, shell],
  );
}
