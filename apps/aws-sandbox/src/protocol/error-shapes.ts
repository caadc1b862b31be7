/** How an error of a service's model is written where codes are those of the query protocol. */
export interface ErrorShape {
  /** `AWS.SimpleQueueService.NonExistentQueue` */
  readonly code: string;
  readonly status: number;
}

/** The errors among the exports of an SDK client, by the name of their shape: `QueueDoesNotExist`. */
export function errorShapesOf(client: object): ReadonlyMap<string, ErrorShape> {
  const shapes = new Map<string, ErrorShape>();
  for (const value of Object.values(client)) {
    if (!isErrorSchema(value)) continue;
    const [, , name, traits] = value;
    const [code, status] = traits.awsQueryError ?? [name, 400];
    shapes.set(name, { code, status });
  }
  return shapes;
}

type ErrorSchema = readonly [-3, string, string, { readonly awsQueryError?: readonly [string, number] }];

function isErrorSchema(value: unknown): value is ErrorSchema {
  return Array.isArray(value) && value[0] === -3 && typeof value[3] === 'object';
}
