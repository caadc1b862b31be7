import type { Metadata } from 'next';
import { textOfSegments } from '../../../../components/text/path-text.rules';
import { OpenRoleScreen } from './open-role-screen';

export const metadata: Metadata = { title: 'Opening the console' };

interface Props {
  readonly params: Promise<{ query: string[] }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The address that `weep console` and bookmarks of ConsoleMe open: an ARN, a role name, or any part of one. */
export default async function OpenRolePage({ params, searchParams }: Props) {
  const { r, redirect } = await searchParams;
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) || undefined;
  return <OpenRoleScreen query={textOfSegments((await params).query)} region={one(r)} destination={one(redirect)} />;
}
