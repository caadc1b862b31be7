/** What the control page's server says. */
export interface ControlReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Where to go on, after something was changed. */
  readonly location?: string;
}
