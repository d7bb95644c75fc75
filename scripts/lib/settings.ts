import { ConfigError, readConfig, type Config } from '../../server/platform/config.ts';
import { misused } from './options.mjs';

/** The settings of the environment; a wrong one ends the script with the sentence that names it. */
export function settings(env?: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return misused(error.message);
    throw error;
  }
}
