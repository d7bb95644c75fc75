import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from './app.ts';

export type Told = {
  /** The last acknowledged version of each deal. */
  /** The last version of each deal that was acknowledged. */
  deals: Map<string, number>;
  contracts: Map<string, number>;
  messages: Set<string>;
  /** SHA-256 and sender of each acknowledged file. */
  files: Map<string, { sha256: string; by: Caller }>;
  acknowledged: number;
  /** Called for each answer. */
  moved: () => void;
  /** Requests of any kind that were answered. */
  answered: number;
  /** How often a request got no answer and was repeated unchanged. */
  unanswered: number;
  /** Answers that reported an internal error. */
  failures: string[];
};

export const nothingTold = (): Told => ({
  deals: new Map(),
  contracts: new Map(),
  messages: new Set(),
  files: new Map(),
  moved: () => undefined,
  acknowledged: 0,
  answered: 0,
  unanswered: 0,
  failures: [],
});

/**
 * Repeats a request unchanged until it is answered, and records what was acknowledged. The test has to notice when
 * nothing is answered any more (`asLongAsItMoves`).
 */
export class StubbornCaller extends Caller {
  readonly #told: Told;

  constructor(address: string, told: Told) {
    super(address, 'zh');
    this.#told = told;
  }

  override async send(...request: Parameters<Caller['send']>): Promise<Response> {
    for (;;) {
      try {
        const response = await super.send(...request);
        // read completely: a truncated answer is none
        const text = await response.text();
        const { status, headers } = response;
        if (status < 500) {
          this.#told.answered++;
          this.#told.moved();
          if (response.ok) this.#note(request, text);
          return new Response(text, { status, headers });
        }
        this.#told.failures.push(`${request[0]}: ${text}`);
      } catch {
        this.#told.unanswered++;
      }
      await sleep(50);
    }
  }

  #note([name, { params, body } = {}]: Parameters<Caller['send']>, text: string) {
    const told = this.#told;
    if (name === 'files.upload') {
      const { fileId, sha256 } = JSON.parse(text) as { fileId: string; sha256: string };
      told.files.set(fileId, { sha256, by: this });
    }
    if (!body || typeof body !== 'object' || !('commandId' in body)) return;
    told.acknowledged++;
    const { version } = JSON.parse(text) as { version: number };
    if ('messageId' in body) told.messages.add(String(body.messageId));
    else if (name.startsWith('deals.')) told.deals.set(String(params?.['dealId']), version);
    else if (name.startsWith('contracts.')) told.contracts.set(String(params?.['contractId']), version);
  }
}
