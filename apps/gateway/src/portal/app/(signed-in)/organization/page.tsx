import type { Metadata } from 'next';
import { OrganizationScreen } from './organization-screen';

export const metadata: Metadata = { title: 'Organization' };

export default function OrganizationPage() {
  return <OrganizationScreen />;
}
