'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TreeView, { type TreeViewProps } from '@cloudscape-design/components/tree-view';
import type { Guardrail, OrganizationNode } from '@gatehouse/contracts';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { usePages } from '../../../components/lists/use-pages';
import { NODE_KINDS } from '../../../components/guardrails/guardrail-words';
import { ProblemAlert } from '../../../components/shell/problem-alert';
import { useFollow } from '../../../components/shell/use-follow';
import { NothingInSight, useIsLimited } from '../../../components/visibility/visibility';
import { explainProblem } from '../../../gateway-api/reasons.rules';
import { gatewayApi } from '../../../gateway-api/gateway-api';
import { AttachedGuardrails } from './attached-guardrails';
import { accountsText, canOpen, linesBelow, ROOTS, type TreeLine } from './tree.rules';
import { useTree, type Tree } from './use-tree';

const GuardrailDialog = dynamic(() => import('./guardrail-dialog'), { ssr: false });

/** Units and accounts, opened level by level, each with the guardrails that are attached right there. */
export function OrganizationTree() {
  const tree = useTree();
  const guardrails = useGuardrails();
  const [shown, setShown] = useState<Guardrail | null>(null);
  const roots = tree.levels.get(ROOTS);
  if (roots?.problem && roots.nodes.length === 0) {
    return <ProblemAlert problem={roots.problem} onRetry={() => tree.loadMore(ROOTS)} />;
  }
  if (roots && !roots.isLoading && roots.nodes.length === 0) return <NoOrganization />;
  return (
    <Container>
      <TreeView<TreeLine>
        ariaLabel="Units and accounts"
        connectorLines="vertical"
        items={linesBelow(tree.levels, ROOTS)}
        getItemId={({ id }) => id}
        getItemChildren={(line) =>
          line.kind === 'node' && canOpen(tree.levels, line.node) ? linesBelow(tree.levels, line.id) : undefined
        }
        expandedItems={tree.expanded}
        onItemToggle={({ detail }) => tree.toggle(detail.id, detail.expanded)}
        renderItem={(line) => renderLine(line, { tree, guardrails, onShow: setShown })}
        i18nStrings={{
          expandButtonLabel: (line) => `Open ${nameOf(line)}`,
          collapseButtonLabel: (line) => `Close ${nameOf(line)}`,
        }}
      />
      {shown && <GuardrailDialog guardrail={shown} onClose={() => setShown(null)} />}
    </Container>
  );
}

interface Surroundings {
  readonly tree: Tree;
  readonly guardrails: ReadonlyMap<string, Guardrail>;
  readonly onShow: (guardrail: Guardrail) => void;
}

const ICONS: Readonly<Record<OrganizationNode['kind'], IconProps.Name>> = {
  root: 'multiscreen',
  unit: 'folder',
  account: 'user-profile',
};

function renderLine(line: TreeLine, { tree, guardrails, onShow }: Surroundings): TreeViewProps.TreeItem {
  switch (line.kind) {
    case 'node':
      return {
        icon: <Icon name={ICONS[line.node.kind]} />,
        content: <NodeName node={line.node} />,
        secondaryContent: <AttachedGuardrails node={line.node} guardrails={guardrails} onShow={onShow} />,
        announcementLabel: line.node.name,
      };
    case 'loading':
      return { content: <StatusIndicator type="loading">Loading</StatusIndicator>, announcementLabel: 'Loading' };
    case 'more':
      return {
        content: (
          <Button variant="inline-link" onClick={() => tree.loadMore(line.parentId)}>
            Show more than these {line.shown.toLocaleString()}
          </Button>
        ),
        announcementLabel: 'More',
      };
    case 'problem':
      return {
        content: (
          <>
            <StatusIndicator type="error">{explainProblem(line.problem.facts).title}</StatusIndicator>{' '}
            <Button variant="inline-link" onClick={() => tree.loadMore(line.parentId)}>
              Try again
            </Button>
          </>
        ),
        announcementLabel: 'Could not be loaded',
      };
  }
}

function nameOf(line: TreeLine): string {
  return line.kind === 'node' ? `${line.node.name}, ${NODE_KINDS[line.node.kind]}` : line.id;
}

function NodeName({ node }: { node: OrganizationNode }) {
  const follow = useFollow();
  return (
    <>
      {node.accountId === null ? (
        <strong>{node.name}</strong>
      ) : (
        <Link href={`/accounts/${node.accountId}`} onFollow={follow}>
          {node.name}
        </Link>
      )}{' '}
      <Box variant="small" color="text-body-secondary">
        {node.accountId ?? accountsText(node)}
      </Box>
    </>
  );
}

function NoOrganization() {
  const isLimited = useIsLimited();
  return isLimited ? (
    <NothingInSight />
  ) : (
    <Box textAlign="center" padding="l" color="text-body-secondary">
      No organization has been read yet. Gatehouse reads it when it starts; look again in a few seconds. Accounts that
      come from the configuration alone are under Accounts.
    </Box>
  );
}

/** Guardrails by their id, for the names beside the points they are attached to. */
function useGuardrails(): ReadonlyMap<string, Guardrail> {
  const { items } = usePages<Guardrail>({ key: 'guardrails', load: gatewayApi.guardrails });
  return useMemo(() => new Map(items.map((guardrail) => [guardrail.policyId, guardrail])), [items]);
}
