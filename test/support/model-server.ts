import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = Readonly<{ path: string; key: string | undefined; body: Record<string, unknown> }>;
export type Answer = (asked: Asked, response: ServerResponse) => unknown;

/** A small model server that sends the return value of `answer` as JSON, unless `answer` wrote a response itself. */
export async function modelServer(answer: Answer) {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString('utf8')));
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      const one = { path: request.url ?? '', key: request.headers.authorization, body };
      asked.push(one);
      const value = answer(one, response);
      if (value !== undefined) response.end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, stop: () => void (server.closeAllConnections(), server.close()) };
}
