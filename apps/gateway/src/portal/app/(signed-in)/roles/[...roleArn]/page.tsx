import type { Metadata } from 'next';
import { parseRoleArn } from '../../../../components/roles/role-arn.rules';
import { textOfSegments } from '../../../../components/text/path-text.rules';
import { RoleScreen } from './role-screen';

interface Props {
  readonly params: Promise<{ roleArn: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const roleArn = textOfSegments((await params).roleArn);
  return { title: parseRoleArn(roleArn)?.name ?? 'Role' };
}

export default async function RolePage({ params }: Props) {
  return <RoleScreen roleArn={textOfSegments((await params).roleArn)} />;
}
