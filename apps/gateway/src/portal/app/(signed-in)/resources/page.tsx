import type { Metadata } from 'next';
import { ResourcesScreen } from './resources-screen';

export const metadata: Metadata = { title: 'All resources' };

export default function ResourcesPage() {
  return <ResourcesScreen />;
}
