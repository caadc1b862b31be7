import type { Metadata } from 'next';
import { RolesScreen } from './roles-screen';

export const metadata: Metadata = { title: 'My roles' };

export default function HomePage() {
  return <RolesScreen />;
}
