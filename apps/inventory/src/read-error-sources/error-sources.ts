import { ConfigurationProblem } from '@gatehouse/aws';
import type { ErrorSource } from '@gatehouse/plugin-sdk';

/** The sources of refused calls that the configuration names. Throws `ConfigurationProblem` when two have one id. */
export class ErrorSources {
  constructor(readonly all: readonly ErrorSource[]) {
    const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
    if (twice === undefined) return;
    throw new ConfigurationProblem(`plugins: two sources of errors are called ${twice.id}; one of them has to go.`);
  }

  find(id: string): ErrorSource | undefined {
    return this.all.find((source) => source.id === id);
  }
}
