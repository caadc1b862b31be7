import { explanationOf } from '../call-log/call-log.js';
import type { Sandbox } from '../sandbox.js';
import { accountsMatching } from './accounts-page.js';
import { callsMatching } from './calls-page.js';
import { changeWeatherByText } from './change-weather.js';
import type { ControlReply } from './control-reply.js';
import { cutForPeople } from './paging.rules.js';

/** The pages' contents for programs. */
export function answerApi(
  sandbox: Sandbox,
  url: URL,
  { method, body }: { method: string; body: string },
): ControlReply {
  switch (`${method} ${url.pathname}`) {
    case 'GET /api/accounts':
      return asJson(accounts(sandbox, url));
    case 'GET /api/calls':
      return asJson(calls(sandbox, url));
    case 'GET /api/weather':
      return asJson(weather(sandbox));
    case 'PUT /api/weather':
    case 'POST /api/weather': {
      const problem = changeWeatherByText(sandbox.weather, body);
      return problem === undefined ? asJson(weather(sandbox)) : asJson({ problem }, 400);
    }
    default:
      return asJson({ problem: `There is no ${method} ${url.pathname}.` }, 404);
  }
}

function asJson(value: unknown, status = 200): ControlReply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function weather({ weather: { profile, settings } }: Sandbox): object {
  return { profile, ...settings };
}

function accounts({ world }: Sandbox, url: URL): object {
  const { items, ...rest } = cutForPeople(
    accountsMatching(world, url.searchParams.get('q') ?? ''),
    url.searchParams.get('page'),
  );
  return {
    accounts: items.map(({ id, name, email, status, organizationId }) => ({ id, name, email, status, organizationId })),
    ...rest,
  };
}

function calls(sandbox: Sandbox, url: URL): object {
  const { items, ...rest } = cutForPeople(callsMatching(sandbox, url.searchParams), url.searchParams.get('page'));
  return { calls: items.map((call) => ({ ...call, explanation: explanationOf(call)?.summary })), ...rest };
}
