import { type Config, privateFolder } from '../config.ts';
import { describeError, type Logger } from '../logger.ts';
import { checkedCopy, ownProgram, packaged, packagedBinary, type Program, WrongBinary } from './meili-binary.ts';
import { meiliEngine } from './meili-engine.ts';
import { type MeiliServer, ownMeili, remoteMeili } from './meili-process.ts';
import type { MessageKey } from '../../domain/messages.ts';
import type { HealthPart } from '../health.ts';
import type { Reading, SearchEngine } from './search-engine.ts';

/** The search engine in use. */
export type OpenedSearch = Readonly<{
  engine: SearchEngine;
  /** Which engine serves, whether it works, and why it is not the one that was configured. */
  health: () => Promise<HealthPart>;
  /** Calls `then` each time the engine becomes reachable after it was not. */
  onReturn: (then: () => void) => void;
}>;

/**
 * Opens, in this order: Meilisearch at `MEILI_URL`; the program `MEILI_BINARY`; the binary of the optional dependency
 * if it is the pinned one; the built-in engine. `SEARCH=builtin` chooses the built-in engine at once.
 */
export async function openSearch(
  config: Config,
  logger: Logger,
  builtin: () => SearchEngine,
  reading: Reading,
): Promise<OpenedSearch> {
  const { url, key, binary, isBuiltin } = config.search;
  const folder = privateFolder(config.dataFolder, 'search');
  const meili = (server: MeiliServer): OpenedSearch => {
    const engine = meiliEngine(server, config.database, reading);
    return { engine, health: engine.health, onReturn: server.onReturn };
  };
  const fallback = (fault: MessageKey | null): OpenedSearch => {
    const engine = builtin();
    const health = async (): Promise<HealthPart> => (fault ? { ok: false, key: fault } : engine.health());
    return { engine, health, onReturn: () => undefined };
  };

  if (isBuiltin) return fallback(null);
  if (url) return meili(remoteMeili(url, key));
  try {
    const program = await programOf(binary, folder);
    return program ? meili(ownMeili({ program, folder, logger })) : fallback(null);
  } catch (error) {
    const isWrong = error instanceof WrongBinary;
    logger.error({ error: describeError(error) }, isWrong ? 'Meilisearch is not the pinned one' : 'no Meilisearch');
    return fallback(isWrong ? 'health.search.wrongBinary' : 'health.search.notStarted');
  }
}

async function programOf(binary: string | undefined, folder: string): Promise<Program | undefined> {
  if (binary) return ownProgram(binary);
  const source = packagedBinary();
  return source ? checkedCopy(source, folder, packaged.sha256) : undefined;
}
