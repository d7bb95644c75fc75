import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { z } from 'zod';

/** The nearest folder above this file with a package.json: the same from source and from dist. */
export const installationFolder = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found: run the exchange from its own folder');
    folder = parent;
  }
  return folder;
})();

/** Path of a compiled file; workers and child processes are started from it. */
export const compiled = (path: string): string => join(installationFolder, 'dist', path);

const port = z.coerce.number().int().min(0).max(65_535);

/** One address, alone or after a name; nothing in it can end a header or begin another address. */
const sender =
  /^(?:([^<>",;:@\r\n]{1,100}) <([^\s<>",;:()@]{1,64}@[\w.-]{1,190})>|([^\s<>",;:()@]{1,64}@[\w.-]{1,190}))$/;

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().min(1).default('data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  DATABASE: z
    .string()
    .regex(/^[\w-]{1,60}$/, 'may have letters, digits, _ and -')
    .default('exchange'),
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  MEILI_URL: z.url().optional(),
  MEILI_KEY: z.string().optional(),
  MEILI_BINARY: z.string().optional(),
  SEARCH: z.enum(['auto', 'builtin']).default('auto'),
  EMBEDDER: z.enum(['openAi', 'ollama', 'rest']).optional(),
  EMBEDDER_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((url) => !/\/\/[^/]*@|[?#]/.test(url), 'must have no user, password or parameters; a key is EMBEDDER_KEY')
    .optional(),
  EMBEDDER_MODEL: z.string().max(200, 'must have at most 200 characters').optional(),
  EMBEDDER_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must have only visible ASCII characters')
    .optional(),
  REDIS_URL: z.url().optional(),
  ADMIN_EMAIL: z.email().toLowerCase().optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  WEBHOOKS_TO_PRIVATE: z.enum(['yes', 'no']).default('no'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: z.string().regex(sender, 'must be one address, alone or as "Name <address>"').optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
  SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  KEEP_FREE_MB: z.coerce.number().int().min(0).max(10_000_000).default(1024),
  BACKUP_KEEP: z.coerce.number().int().min(0).max(3650).default(14),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** The names of all settings; each must be in the README. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** The model server that turns texts into vectors, see `embedder.ts`. */
export type EmbedderSettings = Readonly<{
  kind: 'openAi' | 'ollama' | 'rest';
  url: string;
  model: string | undefined;
  key: string | undefined;
}>;

/** The server that takes mails, with user and password in its address where it asks for them; who they come from. */
export type MailSettings = Readonly<{ url: string; from: Readonly<{ name: string; address: string }> }>;

export type Config = Readonly<{
  port: number;
  host: string;
  publicUrl: string | undefined;
  dataFolder: string;
  mongoUri: string | undefined;
  database: string;
  search: Readonly<{
    url: string | undefined;
    key: string | undefined;
    binary: string | undefined;
    isBuiltin: boolean;
  }>;
  /** Compares meaning instead of the built-in semantic space. */
  embedder: EmbedderSettings | undefined;
  redisUrl: string | undefined;
  secret: string | undefined;
  admin: Readonly<{ email: string; password: string }> | undefined;
  /** Without it no mail is sent, and none is offered. */
  mail: MailSettings | undefined;
  trustProxy: number;
  /** Webhooks may name addresses of the installation's own network, and plain http. */
  mayCallPrivate: boolean;
  /** A session ends after so many days, however often it is used. */
  sessionDays: number;
  /** So many bytes of the disk are left free for the database: uploads are refused before. */
  keepFreeBytes: number;
  /** Number of nightly backups of the embedded store to keep; 0: none are made. */
  backupKeep: number;
  logLevel: string;
}>;

/** Wrong settings; the message names each and says what it must be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks the settings; throws `ConfigError` naming every wrong one, never its value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(known);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not usable; please correct:\n${lines.join('\n')}`);
  }
  const settings = parsed.data;
  if (Boolean(settings.ADMIN_EMAIL) !== Boolean(settings.ADMIN_PASSWORD)) {
    throw new ConfigError('Set both ADMIN_EMAIL and ADMIN_PASSWORD, or neither.');
  }
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    dataFolder: resolve(settings.DATA_DIR),
    mongoUri: settings.MONGODB_URI,
    database: settings.DATABASE,
    search: {
      url: settings.MEILI_URL,
      key: settings.MEILI_KEY,
      binary: settings.MEILI_BINARY,
      isBuiltin: settings.SEARCH === 'builtin',
    },
    embedder: embedderOf(settings),
    redisUrl: settings.REDIS_URL,
    secret: settings.SECRET,
    admin:
      settings.ADMIN_EMAIL && settings.ADMIN_PASSWORD
        ? { email: settings.ADMIN_EMAIL, password: settings.ADMIN_PASSWORD }
        : undefined,
    mail: mailOf(settings),
    trustProxy: settings.TRUST_PROXY,
    mayCallPrivate: settings.WEBHOOKS_TO_PRIVATE === 'yes',
    sessionDays: settings.SESSION_DAYS,
    keepFreeBytes: settings.KEEP_FREE_MB * 2 ** 20,
    backupKeep: settings.BACKUP_KEEP,
    logLevel: settings.LOG_LEVEL,
  };
}

function mailOf(settings: z.infer<typeof environment>): MailSettings | undefined {
  const { SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL: publicUrl } = settings;
  if (!url && !from) return undefined;
  if (!url || !from) throw new ConfigError('Set both SMTP_URL and MAIL_FROM, or neither.');
  if (!publicUrl) throw new ConfigError('Set PUBLIC_URL, the address of the exchange: links in mails begin with it.');
  const [, name = '', named, alone] = sender.exec(from) ?? [];
  return { url, from: { name, address: named ?? alone ?? '' } };
}

function embedderOf(settings: z.infer<typeof environment>): EmbedderSettings | undefined {
  const { EMBEDDER: kind, EMBEDDER_URL: url, EMBEDDER_MODEL: model, EMBEDDER_KEY: key } = settings;
  if (!kind) {
    if (url ?? model ?? key) throw new ConfigError('Set EMBEDDER (openAi, ollama or rest), or none of EMBEDDER_….');
    return undefined;
  }
  if (!url) throw new ConfigError('Set EMBEDDER_URL, the address of the model server, or unset EMBEDDER.');
  if (!model && kind !== 'rest') throw new ConfigError(`Set EMBEDDER_MODEL: EMBEDDER=${kind} has to name one.`);
  return { kind, url, model, key };
}

/** Path of a subfolder of the data folder; created (mode 0700) if missing. */
export function privateFolder(dataFolder: string, name: string): string {
  const folder = join(dataFolder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
