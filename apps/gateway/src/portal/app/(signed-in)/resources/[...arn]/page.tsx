import type { Metadata } from 'next';
import { textOfSegments } from '../../../../components/text/path-text.rules';
import { ResourceScreen } from './resource-screen';

interface Props {
  readonly params: Promise<{ arn: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const arn = textOfSegments((await params).arn);
  return { title: arn.split(/[:/]/).at(-1) || 'Resource' };
}

export default async function ResourcePage({ params }: Props) {
  return <ResourceScreen arn={textOfSegments((await params).arn)} />;
}
