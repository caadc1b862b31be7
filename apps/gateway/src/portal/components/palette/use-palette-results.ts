'use client';
import { useEffect, useMemo, useState } from 'react';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { resourcesApi } from '../../gateway-api/resources-api';
import { resourcePageHref } from '../resources/resource-href.rules';
import { typeInWords } from '../resources/resource-type.rules';
import { rolePageHref } from '../roles/role-arn.rules';
import { useProfile } from '../shell/person';
import { screensFor } from '../shell/screens';
import { bestFirst, matchingPages, shownSections, type PaletteItem, type PaletteSection } from './palette.rules';

const TYPING_MILLISECONDS = 150;
const ROLES = 5;
/** They come sorted by account; the best of these are shown. */
const ROLES_ASKED = 100;
const RESOURCES = 8;
const ACCOUNTS = 5;

interface Source {
  readonly title: string;
  readonly load: (text: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
}

/** Where the gateway is asked; one that fails leaves the others. */
const SOURCES: readonly Source[] = [
  {
    title: 'Roles you may use',
    load: async (search, signal) => {
      const found = await gatewayApi.roles({ search, limit: ROLES_ASKED }, signal);
      const items = found.items.map(({ roleArn, roleName, accountId, accountName }) => ({
        kind: 'role' as const,
        text: roleName,
        description: `Role in ${accountName ?? accountId}`,
        href: rolePageHref(roleArn),
      }));
      return bestFirst(items, search).slice(0, ROLES);
    },
  },
  {
    title: 'Resources',
    load: async (text, signal) =>
      (await resourcesApi.suggest(text, RESOURCES, signal)).items.map(({ arn, name, resourceType, accountName }) => ({
        kind: 'resource',
        text: name,
        description: `${typeInWords(resourceType)} in ${accountName}`,
        href: resourcePageHref(arn),
      })),
  },
  {
    title: 'Accounts',
    load: async (search, signal) =>
      (await gatewayApi.accounts({ search, limit: ACCOUNTS }, signal)).items.map(({ accountId, name }) => ({
        kind: 'account',
        text: name,
        description: `Account ${accountId}`,
        href: `/accounts/${accountId}`,
      })),
  },
];

export interface PaletteResults {
  readonly sections: readonly PaletteSection[];
  readonly searching: boolean;
  /** Titles of the sections that could not be looked up. */
  readonly failed: readonly string[];
}

interface Found {
  readonly text: string;
  readonly sections: readonly PaletteSection[];
  readonly failed: readonly string[];
  readonly done: number;
}

/** What fits what is typed. Asked after a short pause; what was asked for earlier is cancelled. */
export function usePaletteResults(typed: string, recents: readonly PaletteItem[]): PaletteResults {
  const { privileges } = useProfile().person;
  const text = typed.trim().slice(0, 200);
  const [found, setFound] = useState<Found>({ text: '', sections: [], failed: [], done: 0 });
  useEffect(() => {
    if (text === '') return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      setFound({ text, sections: [], failed: [], done: 0 });
      for (const source of SOURCES) void ask(source, text, controller.signal, setFound);
    }, TYPING_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text]);

  const current = found.text === text ? found : undefined;
  const sections = useMemo(() => {
    const pages = { title: 'Pages', items: matchingPages(screensFor(privileges), text) };
    if (text === '') return shownSections([{ title: 'Recent', items: recents }, pages]);
    const inOrder = SOURCES.flatMap(({ title }) =>
      (current?.sections ?? []).filter((section) => section.title === title),
    );
    return shownSections([pages, ...inOrder]);
  }, [text, recents, current, privileges]);
  const searching = text !== '' && (current?.done ?? 0) < SOURCES.length;
  return { sections, searching, failed: text === '' ? [] : (current?.failed ?? []) };
}

async function ask(
  { title, load }: Source,
  text: string,
  signal: AbortSignal,
  publish: (change: (before: Found) => Found) => void,
): Promise<void> {
  const items = await load(text, signal).catch(() => null);
  if (signal.aborted) return;
  publish((before) => ({
    ...before,
    sections: items === null ? before.sections : [...before.sections, { title, items }],
    failed: items === null ? [...before.failed, title] : before.failed,
    done: before.done + 1,
  }));
}
