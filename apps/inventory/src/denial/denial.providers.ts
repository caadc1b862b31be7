import type { Provider } from '@nestjs/common';
import { DenialPictureQuery } from '../explain-denial/denial-picture.query.js';
import { ExplainDenialQuery } from '../explain-denial/explain-denial.query.js';
import { Guardrails } from '../explain-denial/guardrails.js';
import { ForgetDenials } from '../forget-denials/forget-denials.use-case.js';
import { ListDenialsQuery } from '../list-denials/list-denials.query.js';
import { DenialIntake } from './denial-intake.js';
import { DenialRepository } from './denial.repository.js';

/** What counts denied calls and shows them. */
export const denialProviders: Provider[] = [
  DenialRepository,
  DenialIntake,
  ForgetDenials,
  ListDenialsQuery,
  DenialPictureQuery,
  ExplainDenialQuery,
  Guardrails,
];
