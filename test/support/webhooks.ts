import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OperationRequest } from '../../server/api/operation.ts';
import type { operations } from '../../server/api/operations.ts';
import { newId } from './app.ts';
import type { Member } from './people.ts';

type Received = Readonly<{ path: string; headers: IncomingHttpHeaders; text: string }>;

/** A program that is told of events; `answer` writes its responses, 204 by default. */
export async function receiver(
  answer: (response: ServerResponse, path: string) => unknown = (r) => r.writeHead(204).end(),
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString('utf8')));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, text });
      answer(response, request.url ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => void (server.closeAllConnections(), server.close());
  return { url: `http://127.0.0.1:${port}/told`, received, stop };
}

type Wanted = Partial<OperationRequest<(typeof operations)['webhooks.add']>['body']>;

/** Adds a webhook of the member's organisation. */
export const addWebhook = (admin: Member, wanted: Wanted = {}) =>
  admin.call('webhooks.add', {
    body: {
      ...{ id: newId(), commandId: newId(), expectedVersion: 0 },
      ...{ url: 'https://hooks.example.org/told', format: 'standard', topics: ['organisation'], ...wanted },
    },
  });

/** A webhook of the member's organisation, and a message that waits for it. */
export async function triedWebhook(admin: Member): Promise<{ webhookId: string; deliveryId: string }> {
  const { id: webhookId } = await addWebhook(admin);
  await admin.call('webhooks.try', { params: { webhookId }, body: { commandId: newId() } });
  const { items } = await admin.call('webhooks.deliveries', { params: { webhookId } });
  return { webhookId, deliveryId: items[0]?.id ?? '' };
}
