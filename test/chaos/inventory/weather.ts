interface Weather {
  readonly rules: readonly object[];
  readonly consistencySeconds: number;
}

/** The weather over the sandbox, through its control page. */
export class SandboxWeather {
  constructor(private readonly controlUrl: string) {}

  /** AWS's rates and delays everywhere, and one account that takes calls and does not answer. */
  async bad(hangingAccount: string): Promise<void> {
    await this.put({ profile: 'aws-like' });
    const { rules, consistencySeconds } = (await (await fetch(`${this.controlUrl}/api/weather`)).json()) as Weather;
    const hanging = { account: hangingAccount, hangs: { share: 1, seconds: 600 } };
    await this.put({ rules: [...rules, hanging], consistencySeconds });
  }

  async calm(): Promise<void> {
    await this.put({ profile: 'calm' });
  }

  private async put(weather: object): Promise<void> {
    const response = await fetch(`${this.controlUrl}/api/weather`, { method: 'PUT', body: JSON.stringify(weather) });
    if (!response.ok) throw new Error(`The sandbox refused the weather: ${await response.text()}`);
  }
}
