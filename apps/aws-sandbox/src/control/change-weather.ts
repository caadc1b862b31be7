import { z } from 'zod';

import type { Weather } from '../weather/weather.js';
import { WEATHER_PROFILES, WeatherSettings } from '../weather/weather-settings.js';

const Change = z.union([z.strictObject({ profile: z.enum(WEATHER_PROFILES) }), WeatherSettings], {
  error: 'give { "profile": "calm" }, { "profile": "aws-like" }, or { "rules": […], "consistencySeconds": 0 }',
});

/** Changes the weather as somebody asks, or says what is wrong with it. */
export function changeWeather(weather: Weather, asked: unknown): string | undefined {
  const isProfile = typeof asked === 'object' && asked !== null && 'profile' in asked;
  const parsed = isProfile ? Change.safeParse(asked) : WeatherSettings.safeParse(asked);
  if (!parsed.success) return z.prettifyError(parsed.error);
  weather.set('profile' in parsed.data ? parsed.data.profile : parsed.data);
  return undefined;
}

/** The same from a text that should be JSON. */
export function changeWeatherByText(weather: Weather, text: string): string | undefined {
  let asked: unknown;
  try {
    asked = JSON.parse(text);
  } catch {
    return 'This is no JSON.';
  }
  return changeWeather(weather, asked);
}
