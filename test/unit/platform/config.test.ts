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
      SESSION_DAYS: '0',
      LOG_LEVEL: 'loud',
    };
    const said = refusal(wrong);
    for (const name of Object.keys(wrong)) expect(said).toContain(`${name}: `);
    expect(said).toContain('must have at least 32 characters');
    expect(said).not.toMatch(/hunter2|loud/);
  });

  it('of a model server come together, name a server by its address alone, and never show the key', () => {
    const server = { EMBEDDER: 'openAi', EMBEDDER_URL: 'https://models.example.org/v1', EMBEDDER_MODEL: 'bge-m3' };
    const { embedder } = readConfig({ ...server, EMBEDDER_KEY: 'hunter2' });
    expect(embedder).toEqual({ kind: 'openAi', url: server.EMBEDDER_URL, model: 'bge-m3', key: 'hunter2' });
    expect(readConfig({}).embedder).toBeUndefined();
    expect(readConfig({ EMBEDDER: 'rest', EMBEDDER_URL: 'http://127.0.0.1:9' }).embedder?.model).toBeUndefined();
    expect(refusal({ EMBEDDER: 'openAi', EMBEDDER_MODEL: 'm' })).toContain('Set EMBEDDER_URL');
    expect(refusal({ ...server, EMBEDDER_MODEL: '' })).toContain('Set EMBEDDER_MODEL');
    expect(refusal({ EMBEDDER_KEY: 'hunter2' })).toMatch(/^Set EMBEDDER \(openAi, ollama or rest\)/);
    for (const url of ['ftp://a/b', 'models', 'https://me:hunter2@a/b', 'https://a/b?key=hunter2'])
      expect(refusal({ ...server, EMBEDDER_URL: url })).toMatch(/EMBEDDER_URL: must (?!.*hunter2)/);
    expect(refusal({ ...server, EMBEDDER: 'other', EMBEDDER_KEY: 'hunter 2' })).toMatch(
      /EMBEDDER: [^]*EMBEDDER_KEY: must (?![^]*hunter)/,
    );
  });

  it('of the first administrator come together', () => {
    expect(refusal({ ADMIN_EMAIL: 'a@example.org' })).toContain('both ADMIN_EMAIL and ADMIN_PASSWORD');
    expect(refusal({ ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'hunter2' })).toMatch(/ADMIN_PASSWORD: must have/);
  });
});
