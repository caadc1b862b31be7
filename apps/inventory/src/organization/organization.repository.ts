import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { storableJson } from '../resource/storable.rules.js';
import type { ObservedGuardrail } from './organization-guardrails.js';
import type { OrganizationTree } from './organization-tree.js';
import { BEGIN_SQL, END_SQL, FORGET_SQL, LOCK_SQL, SAVE_GUARDRAILS_SQL, SAVE_NODES_SQL } from './organization.sql.js';

/** Why a part of an organization could not be read. */
export interface OrganizationFailure {
  readonly code: string;
  readonly message: string;
}

/** Organizations: their trees and policies with a version for each change, and how fresh they are. */
@Injectable()
export class OrganizationRepository {
  constructor(private readonly database: Database) {}

  async begin(sourceId: string, managementAccountId: string, now: Date): Promise<void> {
    await this.database.query(BEGIN_SQL, [sourceId, managementAccountId, now]);
  }

  async end(
    sourceId: string,
    organizationId: string | null,
    failure: OrganizationFailure | null,
    now: Date,
  ): Promise<void> {
    await this.database.query(END_SQL, [
      sourceId,
      now,
      failure?.code ?? null,
      failure?.message ?? null,
      organizationId,
    ]);
  }

  /** Organizations that are configured no more are gone with all that was known of them. */
  async forgetAllBut(sourceIds: readonly string[], now: Date): Promise<void> {
    await this.database.query(FORGET_SQL, [sourceIds, now]);
  }

  /** Ids of the roots, units and accounts that were written; an unchanged tree writes nothing. */
  saveTree({ organizationId, nodes }: OrganizationTree, now: Date): Promise<readonly string[]> {
    const rows = nodes.map(({ nodeId, parentId, kind, name, arn, path }) => ({
      node_id: nodeId,
      parent_id: parentId,
      kind,
      name,
      arn,
      path,
    }));
    return this.save(SAVE_NODES_SQL, organizationId, rows, now);
  }

  /** Ids of the policies that were written; unchanged ones are not. */
  saveGuardrails(
    organizationId: string,
    guardrails: readonly ObservedGuardrail[],
    now: Date,
  ): Promise<readonly string[]> {
    const rows = guardrails.map(({ policyId, isAwsManaged, attachedTo, ...rest }) => ({
      ...rest,
      policy_id: policyId,
      is_aws_managed: isAwsManaged,
      attached_to: attachedTo,
    }));
    return this.save(SAVE_GUARDRAILS_SQL, organizationId, rows, now);
  }

  private save(sql: string, organizationId: string, rows: readonly object[], now: Date): Promise<readonly string[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(LOCK_SQL, [organizationId]);
      const written = (await tx.query(sql, [storableJson(rows), organizationId, now])) as { itemId: string }[];
      return written.map(({ itemId }) => itemId);
    });
  }
}
