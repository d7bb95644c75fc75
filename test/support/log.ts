import type { Logger } from '../../server/platform/logger.ts';

export type LogLine = Readonly<{ level: keyof Logger; message: string; fields: object }>;

/** A log that a test can read. */
export function readableLog(): Logger & Readonly<{ lines: readonly LogLine[]; of: (message: string) => LogLine[] }> {
  const lines: LogLine[] = [];
  const at = (level: keyof Logger) => (fields: object, message: string) => void lines.push({ level, message, fields });
  return {
    ...{ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    lines,
    of: (message) => lines.filter((line) => line.message === message),
  };
}
