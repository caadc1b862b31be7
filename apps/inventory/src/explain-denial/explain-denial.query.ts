import { Injectable } from '@nestjs/common';
import { explainDenial, refuse, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { DENIAL_COLUMNS, viewOfDenial, type DenialRow } from '../denial/denial-rows.js';
import { windowStart } from '../denial/window.rules.js';
import { DenialPictureQuery } from './denial-picture.query.js';
import { explainWith } from './explain-denial.rules.js';
import type { Sight } from '../visibility/sight.js';

const SQL = `SELECT ${DENIAL_COLUMNS} FROM denials d WHERE d.denial_id = $2 AND d.last_seen_at >= $1::date`;

/** Why a denied call is denied, with the policies of today. */
@Injectable()
export class ExplainDenialQuery {
  constructor(
    private readonly database: Database,
    private readonly picture: DenialPictureQuery,
    private readonly clock: Clock,
  ) {}

  async execute({ denialId }: RequestOf<typeof explainDenial>, sight: Sight): Promise<ReplyOf<typeof explainDenial>> {
    const now = this.clock.now();
    const [stored] = await this.database.query<DenialRow>(SQL, [windowStart(now), denialId]);
    const row = await sight.seen(stored?.principalArn ?? '', stored);
    if (row === null) {
      throw refuse(explainDenial, 'DENIAL_UNKNOWN', `There is no denial ${denialId} within the last week.`);
    }
    const denial = viewOfDenial(row);
    return { denial, ...explainWith(denial, await this.picture.of(denial, sight), now) };
  }
}
