import type { Metadata } from 'next';
import { AccountScreen } from './account-screen';

interface Props {
  readonly params: Promise<{ accountId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Account ${(await params).accountId}` };
}

export default async function AccountPage({ params }: Props) {
  return <AccountScreen accountId={(await params).accountId} />;
}
