import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';

const NOTE_SQL = `
  INSERT INTO resource_reads (arn, read_at) SELECT arn, $2 FROM resources WHERE arn = $1
  ON CONFLICT (arn) DO UPDATE SET read_at = greatest(resource_reads.read_at, excluded.read_at)`;

/** When resources were last read by themselves. */
@Injectable()
export class ResourceReads {
  constructor(private readonly database: Database) {}

  async note(arn: string, readAt: Date): Promise<void> {
    await this.database.query(NOTE_SQL, [arn, readAt]);
  }
}
