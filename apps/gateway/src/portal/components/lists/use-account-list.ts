'use client';
import type { Account } from '@gatehouse/contracts';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { usePages, type Pages } from './use-pages';

/** All accounts that one sees: for their list, and for names and freshness elsewhere. */
export function useAccountList(): Pages<Account> {
  return usePages<Account>({ key: 'accounts', load: gatewayApi.accounts, first: '/api/v3/accounts?limit=100' });
}
