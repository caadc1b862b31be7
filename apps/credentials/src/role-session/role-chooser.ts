import { Injectable } from '@nestjs/common';
import { refuse, RoleArn, type Actor, type issueCredentials, type openConsole } from '@gatehouse/contracts';
import { isCliOnly, type EligibilityIndex } from '../eligibility/eligibility-index.js';
import { DisclosedRoles } from '../eligibility/disclosed-roles.js';
import { EligibilityKeeper } from '../eligibility/eligibility-keeper.js';
import { EligibilitySources } from '../eligibility/eligibility-sources.js';
import { identitiesOf } from '../eligibility/identities.rules.js';
import { requireReady } from '../eligibility/require-ready.js';
import { chooseRole, type Candidate } from './role-choice.rules.js';

/** A contract that hands something out for a role. */
export type HandingOut = typeof issueCredentials | typeof openConsole;

/** The role that a session is made for; its ARN as inventory spells it. */
export interface ChosenRole {
  readonly roleArn: string;
  readonly cliOnly: boolean;
  readonly maxSessionSeconds: number;
}

interface Wish {
  readonly roleArn?: string | undefined;
  readonly query?: string | undefined;
}

/** Who asks for what, and what it is looked up in. */
interface Asked {
  readonly contract: HandingOut;
  readonly actor: Actor;
  readonly index: EligibilityIndex;
  readonly identities: readonly string[];
}

/** Finds the role that a request means and that its actor is eligible for, from memory alone when there is one. */
@Injectable()
export class RoleChooser {
  constructor(
    private readonly keeper: EligibilityKeeper,
    private readonly sources: EligibilitySources,
    private readonly roles: DisclosedRoles,
  ) {}

  /** Rejects with one of the refusals that both contracts declare. */
  async choose(contract: HandingOut, wish: Wish, actor: Actor): Promise<ChosenRole> {
    const index = requireReady(this.keeper, contract);
    const identities = identitiesOf(actor, this.sources.spelling);
    const asked = { contract, actor, index, identities };
    return wish.roleArn === undefined ? this.byQuery(asked, wish.query ?? '') : this.byArn(asked, wish.roleArn);
  }

  private async byArn(asked: Asked, roleArn: string): Promise<ChosenRole> {
    const { index, identities } = asked;
    const number = index.find(roleArn);
    const eligibility = number === undefined ? 'none' : index.eligibilityOf(identities, number);
    if (number === undefined || eligibility === 'none') return this.refuseArn(asked, roleArn);
    return { roleArn, cliOnly: eligibility === 'cli-only', maxSessionSeconds: index.maxSessionSecondsOf(number) };
  }

  private async byQuery(asked: Asked, query: string): Promise<ChosenRole> {
    const { contract, index, identities } = asked;
    const forConsole = contract.subject === 'rpc.credentials.v1.open-console';
    const choice = chooseRole(candidatesOf(index, identities), query, forConsole);
    if ('chosen' in choice) {
      const number = index.find(choice.chosen.roleArn) ?? -1;
      return { ...choice.chosen, maxSessionSeconds: index.maxSessionSecondsOf(number) };
    }
    if (choice.because === 'NONE') return this.refuseQuery(asked, query);
    throw refuse(
      contract,
      'ROLE_AMBIGUOUS',
      `${choice.matchCount} roles that you may assume contain "${query}". Write more of the ARN.`,
      { details: { matches: choice.matches, matchCount: choice.matchCount } },
    );
  }

  private async refuseQuery(asked: Asked, query: string): Promise<never> {
    if (RoleArn.safeParse(query).success) return this.refuseArn(asked, query);
    throw refuse(asked.contract, 'ROLE_UNKNOWN', `No role that you may assume contains "${query}".`);
  }

  private async refuseArn({ contract, actor }: Asked, roleArn: string): Promise<never> {
    if ((await this.roles.find(roleArn, actor)) === null) {
      throw refuse(contract, 'ROLE_UNKNOWN', `${roleArn} is not a role of an account that Gatehouse knows.`);
    }
    const tags = this.sources.considered.join(', ');
    throw refuse(
      contract,
      'NOT_ELIGIBLE',
      `You are not eligible for ${roleArn}: none of its tags ${tags} names you or one of your groups.`,
    );
  }
}

function* candidatesOf(index: EligibilityIndex, identities: readonly string[]): Iterable<Candidate> {
  const roles = index.rolesOf(identities);
  for (const number of roles.all) yield { roleArn: index.arnOf(number), cliOnly: isCliOnly(roles, number) };
}
