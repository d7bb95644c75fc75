import type { EmbedderSettings } from '../../../server/platform/config.ts';
import { EmbedderError, openEmbedder } from '../../../server/platform/search/embedder.ts';
import { type Answer, type Asked, modelServer } from '../../support/model-server.ts';

const fast = { tries: 3, pauseMs: 1, timeoutMs: 2_000 };
const textsOf = ({ body }: Asked) => (body['input'] ?? body['texts']) as string[];
const lengths = (asked: Asked) => textsOf(asked).map((text) => [text.length, 1, 0]);

describe('a model server', () => {
  const servers: { stop: () => void }[] = [];
  const ending = new AbortController();
  const open = async (
    answer: Answer,
    more: Partial<EmbedderSettings> = {},
    patience: Partial<typeof fast> = {},
    signal = ending.signal,
  ) => {
    const server = await modelServer(answer);
    servers.push(server);
    const settings = { kind: 'rest', url: server.url, model: undefined, key: undefined, ...more } as const;
    return { ...server, opening: openEmbedder(settings, signal, { ...fast, ...patience }) };
  };
  afterEach(() => servers.splice(0).forEach(({ stop }) => stop()));

  const failure = async (work: Promise<unknown>): Promise<EmbedderError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof EmbedderError)) throw new Error('no EmbedderError');
    return error;
  };

  it.each<[EmbedderSettings['kind'], string, (asked: Asked) => unknown, object]>([
    [
      'openAi',
      '/embeddings',
      (asked) => ({
        data: lengths(asked)
          .map((embedding, index) => ({ object: 'embedding', index, embedding }))
          .reverse(),
      }),
      { model: 'm', input: ['ab', '中文字'] },
    ],
    [
      'ollama',
      '/api/embed',
      (asked) => ({ model: 'm', embeddings: lengths(asked) }),
      { model: 'm', input: ['ab', '中文字'] },
    ],
    ['rest', '/', (asked) => ({ embeddings: lengths(asked) }), { model: 'm', texts: ['ab', '中文字'], kind: 'need' }],
  ])('of kind %s is asked at %s and answers a vector a text, in their order', async (kind, path, answer, body) => {
    const { opening, asked, url } = await open(answer, { kind, model: 'm', key: 'hunter2' });
    const embedder = await opening;
    expect(embedder.dimensions).toBe(3);
    expect(embedder.id).toMatch(new RegExp(`^${kind}/m/3/[0-9a-f]{8}$`));
    expect(embedder.id).not.toContain(new URL(url).port);
    expect(await embedder.embed(['ab', '中文字'], 'need')).toEqual([
      Float32Array.of(2, 1, 0),
      Float32Array.of(3, 1, 0),
    ]);
    expect(asked.at(-1)).toEqual({ path, key: 'Bearer hunter2', body });
  });

  it('is sent many texts in batches, long ones cut, and none that servers refuse', async () => {
    const { opening, asked } = await open((one) => ({ embeddings: lengths(one) }));
    const embedder = await opening;
    const texts = ['', 'half \ud800', 'x'.repeat(5_000), ...Array.from({ length: 67 }, (_, i) => 'y'.repeat(i + 1))];
    const read = await embedder.embed(texts, 'patent');
    expect(asked.slice(1).map((one) => textsOf(one).length)).toEqual([32, 32, 6]);
    expect(textsOf(asked[1]!).slice(0, 2)).toEqual([' ', 'half \ufffd']);
    expect(read.slice(2, 5).map(([length]) => length)).toEqual([2_000, 1, 2]);
    expect(read.at(-1)?.[0]).toBe(67);
    expect(asked[0]?.key).toBeUndefined();
  });

  it('that fails for a while is asked again', async () => {
    let count = 0;
    const { opening, asked } = await open((one, response) => {
      if (++count % 3 === 0) return { embeddings: lengths(one) };
      if (count % 3 === 1) response.destroy();
      else response.writeHead(503).end('not now');
      return undefined;
    });
    const embedder = await opening;
    expect(await embedder.embed(['abcd'], 'need')).toEqual([Float32Array.of(4, 1, 0)]);
    expect(asked).toHaveLength(6);
  });

  it.each([
    [500, 3, false],
    [429, 3, false],
    [401, 1, false],
    [404, 1, false],
    [400, 1, true],
    [413, 1, true],
  ])(
    'that answers %i is asked %i times, and told apart from a text that is refused: %s',
    async (status, times, refuses) => {
      const { opening, asked } = await open(
        (_, response) => void response.writeHead(status).end('sk-hunter2: your text was patent'),
        { key: 'sk-hunter2' },
      );
      const error = await failure(opening);
      expect(error).toMatchObject({ message: `the model server answered ${status}`, refusesTexts: refuses });
      expect(asked).toHaveLength(times);
    },
  );

  it('that is slow is waited for so long and no longer', async () => {
    const { opening, asked } = await open(() => undefined, {}, { timeoutMs: 30, tries: 2 });
    expect((await failure(opening)).message).toBe('the model server did not answer within 30 ms');
    expect(asked).toHaveLength(2);
  });

  it('that sends half an answer and falls silent is not waited for either', async () => {
    const { opening } = await open(
      (_, response) => void response.write('{"embeddings":'),
      {},
      { timeoutMs: 30, tries: 1 },
    );
    expect((await failure(opening)).message).toContain('within 30 ms');
  });

  it('is not waited for when the exchange stops', async () => {
    const stopping = new AbortController();
    const { opening, asked } = await open(() => stopping.abort(), {}, {}, stopping.signal);
    expect((await failure(opening)).message).toBe('the exchange is stopping');
    expect(asked).toHaveLength(1);
  });

  it.each<[string, (asked: Asked) => unknown, string]>([
    ['no JSON', () => 'hello', 'has not the form of rest'],
    ['something else', () => ({ vectors: [[1]] }), 'has not the form of rest'],
    ['words for numbers', () => ({ embeddings: [['1', '2']] }), 'has not the form of rest'],
    ['no vector at all', () => ({ embeddings: [[]] }), 'has not the form of rest'],
    ['too few vectors', () => ({ embeddings: [] }), 'answered 0 vectors for 1 texts'],
  ])('that answers %s is not believed', async (_what, answer, message) => {
    const { opening } = await open(answer);
    expect((await failure(opening)).message).toContain(message);
  });

  it('whose vectors change their length is not believed', async () => {
    const { opening } = await open((one) => ({ embeddings: textsOf(one).map((text) => [...text].map(() => 1)) }));
    const embedder = await opening; // `patent` has six letters
    expect((await failure(embedder.embed(['four'], 'need'))).message).toBe(
      'the model server answered 4 dimensions instead of 6',
    );
  });

  it('that sends elsewhere is not followed, and one that is away is named by neither address nor key', async () => {
    const elsewhere = await open((one) => ({ embeddings: lengths(one) }));
    await elsewhere.opening;
    const { opening } = await open((_, response) => void response.writeHead(307, { location: elsewhere.url }).end(), {
      key: 'hunter2',
    });
    expect((await failure(opening)).message).toMatch(/^the model server cannot be reached/);
    expect(elsewhere.asked).toHaveLength(1);
    elsewhere.stop();
    const away = openEmbedder(
      { kind: 'rest', url: elsewhere.url, model: undefined, key: 'hunter2' },
      ending.signal,
      fast,
    );
    const { message, stack } = await failure(away);
    expect(message).toBe('the model server cannot be reached (ECONNREFUSED)');
    expect(stack).not.toMatch(/hunter2|127\.0\.0\.1/);
  });
});
