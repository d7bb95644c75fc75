import { ConfigError, readConfig, type Config } from '../../server/platform/config.ts';
import { misused } from './options.mjs';

/** The settings from the environment; exits with a sentence about a wrong one. */
export function settings(env?: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return misused(error.message);
    throw error;
  }
}
