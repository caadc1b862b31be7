import type { Sandbox } from '../sandbox.js';
import { WEATHER_PROFILES } from '../weather/weather-settings.js';
import { type Html, html } from './html.js';
import type { Page } from './page.js';

/** The weather, and how to change it. `problem` says what was wrong with what somebody sent. */
export function weatherPage({ weather }: Sandbox, problem?: { readonly message: string; readonly text: string }): Page {
  const profiles = WEATHER_PROFILES.map(
    (name): Html =>
      html`<button name="profile" value="${name}">${name === weather.profile ? `${name} (now)` : name}</button> `,
  );
  const text = problem?.text ?? JSON.stringify(weather.settings, undefined, 2);
  const complaint = problem === undefined ? undefined : html`<p class="bad" role="alert">${problem.message}</p>`;
  const body = html`<p>
      Now: <b>${weather.profile}</b>. IAM's changes are seen after ${weather.settings.consistencySeconds} s.
    </p>
    <form method="post" action="/weather">${profiles}</form>
    <h2>Rules of your own</h2>
    <p class="note">
      Each rule says which calls it is over (account, service, operation, region; leave out what does not matter) and
      what happens to them: <code>latency</code>, <code>throttle</code>, <code>errors</code>, <code>drops</code>,
      <code>hangs</code>, <code>clockSkewSeconds</code>. The rule that names a call most closely wins.
    </p>
    ${complaint}
    <form method="post" action="/weather">
      <label class="wide">Settings (JSON) <textarea name="settings" spellcheck="false">${text}</textarea></label
      ><button>Set</button>
    </form>`;
  return { title: 'Weather', part: 'weather', body, ...(problem === undefined ? {} : { status: 400 }) };
}
