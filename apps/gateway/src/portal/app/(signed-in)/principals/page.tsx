import type { Metadata } from 'next';
import { PrincipalsScreen } from './principals-screen';

export const metadata: Metadata = { title: 'All roles and users' };

export default function PrincipalsPage() {
  return <PrincipalsScreen />;
}
