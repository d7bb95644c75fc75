import { ConfigError, readConfig } from '../../../server/platform/config.ts';

const refusal = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'not refused';
};

describe('the settings', () => {
  it('have sensible values without any, and an empty one counts as none', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', database: 'exchange', backupKeep: 14 });
    expect(readConfig({ PORT: '', SECRET: '', ADMIN_EMAIL: '', ADMIN_PASSWORD: '' })).toEqual(readConfig({}));
  });

  it('that are wrong are all named at once with what they must be, and never with their value', () => {
    const wrong = {
      PORT: '70000',
      MONGODB_URI: 'postgres://user:hunter2@host',
      SECRET: 'hunter2',
      TRUST_PROXY: 'yes',
      SECURE_COOKIES: '1',
      LOG_LEVEL: 'loud',
    };
    const said = refusal(wrong);
    for (const name of Object.keys(wrong)) expect(said).toContain(`${name}: `);
    expect(said).toContain('must have at least 32 characters');
    expect(said).not.toMatch(/hunter2|loud/);
  });

  it('of the first administrator come together', () => {
    expect(refusal({ ADMIN_EMAIL: 'a@example.org' })).toContain('both ADMIN_EMAIL and ADMIN_PASSWORD');
    expect(refusal({ ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'hunter2' })).toMatch(/ADMIN_PASSWORD: must have/);
  });
});
