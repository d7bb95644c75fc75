import { pino } from 'pino';

/** Personal data and secrets must not be logged; redacting fields of these names is a second safeguard. */
const secrets = ['password', 'secret', 'token', 'email', 'cookie', 'authorization', 'displayName', 'key'];

export type Logger = Readonly<{
  debug: (fields: object, message: string) => void;
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
  error: (fields: object, message: string) => void;
}>;

/** Lines that wait for a log that cannot be written; what comes on top is dropped. */
const mostWaitingBytes = 2 ** 20;

export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    },
    standardOutput(),
  );
}

/** A log whose disk is full must not end the process: the lines wait, and are written with the next one that can be. */
function standardOutput() {
  const output = pino.destination({ dest: 1, sync: false, maxLength: mostWaitingBytes });
  output.on('error', () => undefined);
  return output;
}

/** Name, message and stack of an error, without the objects attached to it, which may hold secrets. */
export function describeError(error: unknown): { name: string; message: string; stack: string | undefined } {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: typeof error, message: 'not an Error', stack: undefined };
}
