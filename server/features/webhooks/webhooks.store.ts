import type { ToldType } from '../../domain/webhooks/told-types.ts';
import type { WebhookFormat, WebhookState, WebhookTopic } from '../../domain/webhooks/webhooks.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { type PageQuery, pageOf } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

export type StoredWebhook = Versioned & {
  organisationId: string;
  format: WebhookFormat;
  topics: readonly WebhookTopic[];
  state: WebhookState;
  /** Shown to its admins; the address itself may hold a key. */
  host: string;
  /** The address, and the secret that a robot checks, encrypted; see `seal`. */
  sealed: string;
  addedAt: Date;
};

export type DeliveryState = 'waiting' | 'sent' | 'failed';
/** One message to one webhook; its id goes with it, so that a receiver knows one that came twice. */
export type StoredDelivery = {
  _id: string;
  v: number;
  webhookId: string;
  /** An event's type, or that of a message on trial. */
  type: ToldType | 'webhook.test';
  thing: string;
  at: Date;
  state: DeliveryState;
  /** Sent by a job until then; another may take it afterwards. */
  leaseUntil: Date;
  tries: number;
  lastTriedAt: Date | null;
  /** Status of the last answer, or why there was none. */
  lastAnswer: string | null;
};
/** How the last tries went. */
type StoredRun = { _id: string; v: number; failures: number; failingSince: Date | null; notBefore: Date | null };

const webhooks = collection<StoredWebhook>(
  'webhooks',
  {
    _id: String,
    v: Number,
    version: Number,
    organisationId: String,
    format: String,
    topics: [String],
    state: String,
    host: String,
    sealed: String,
    addedAt: Date,
  },
  [[{ organisationId: 1, addedAt: -1, _id: -1 }]],
);
/** After so long nobody looks at what was sent any more. */
const keptMs = 30 * 86_400_000;
const deliveries = collection<StoredDelivery>(
  'webhookDeliveries',
  {
    _id: String,
    v: Number,
    webhookId: String,
    type: String,
    thing: String,
    at: Date,
    state: String,
    leaseUntil: Date,
    tries: Number,
    lastTriedAt: Date,
    lastAnswer: String,
  },
  [[{ webhookId: 1, at: -1, _id: -1 }], [{ webhookId: 1, state: 1, at: 1, tries: -1, _id: 1 }], [{ at: 1 }]],
);
const runs = collection<StoredRun>('webhookRuns', {
  _id: String,
  v: Number,
  failures: Number,
  failingSince: Date,
  notBefore: Date,
});

const standing: readonly WebhookState[] = ['active', 'stopped'];
const free = new Date(0);

/** The webhooks of organisations, and what was sent to them in the last 30 days. */
export function webhooksStore(database: Database) {
  const models = {
    webhook: database.model(webhooks),
    delivery: database.model(deliveries),
    run: database.model(runs),
  };
  return {
    webhook: (id: string) => models.webhook.findById(id).lean<StoredWebhook | null>(),
    save: (webhook: StoredWebhook) => saveVersioned(models.webhook, webhook),
    count: (organisationId: string) => models.webhook.countDocuments({ organisationId, state: { $in: [...standing] } }),
    page: (organisationId: string, page: PageQuery) =>
      pageOf(models.webhook, { organisationId, state: { $in: [...standing] } }, ['-addedAt', '-_id'], page),
    /** The webhooks of some organisations that are told of a topic; stopped ones, too, which get it once resumed. */
    toldOf: (organisationIds: readonly string[], topic: WebhookTopic) =>
      models.webhook
        .find({ organisationId: { $in: [...organisationIds] }, topics: topic, state: { $in: [...standing] } })
        .lean<StoredWebhook[]>(),

    add: async (delivery: Pick<StoredDelivery, '_id' | 'webhookId' | 'type' | 'thing' | 'at'>): Promise<void> => {
      const fresh = { v: 1, state: 'waiting', leaseUntil: free, tries: 0, lastTriedAt: null, lastAnswer: null };
      const { _id, ...fields } = delivery;
      await models.delivery.updateOne({ _id }, { $setOnInsert: { ...fields, ...fresh } }, { upsert: true });
    },
    delivery: (webhookId: string, id: string) =>
      models.delivery.findOne({ _id: id, webhookId }).lean<StoredDelivery | null>(),
    deliveries: (webhookId: string, page: PageQuery) => pageOf(models.delivery, { webhookId }, ['-at', '-_id'], page),
    /** Takes the oldest message that waits, of one moment the one that was tried before, for as long as the lease holds. */
    take: (webhookId: string, now: Date, leaseUntil: Date) =>
      models.delivery
        .findOneAndUpdate(
          { webhookId, state: 'waiting', leaseUntil: { $lte: now } },
          { $set: { leaseUntil, lastTriedAt: now }, $inc: { tries: 1 } },
          { sort: { at: 1, tries: -1, _id: 1 }, returnDocument: 'after' },
        )
        .lean<StoredDelivery | null>(),
    note: async (id: string, state: DeliveryState, lastAnswer: string): Promise<void> => {
      await models.delivery.updateOne({ _id: id }, { $set: { state, lastAnswer, leaseUntil: free } });
    },
    /** Forgets what is old; by the clock of the exchange, which a store that lets rows expire does not know. */
    tidy: async (now: Date): Promise<void> => {
      await models.delivery.deleteMany({ at: { $lt: new Date(now.getTime() - keptMs) } });
    },
    again: async (id: string): Promise<void> => {
      await models.delivery.updateOne({ _id: id }, { $set: { state: 'waiting', leaseUntil: free } });
    },
    forget: async (webhookId: string): Promise<void> => {
      await models.delivery.deleteMany({ webhookId });
      await models.run.deleteOne({ _id: webhookId });
    },

    run: async (id: string): Promise<Omit<StoredRun, '_id' | 'v'>> =>
      (await models.run.findById(id).lean<StoredRun | null>()) ?? { failures: 0, failingSince: null, notBefore: null },
    runs: async (ids: readonly string[]): Promise<ReadonlyMap<string, StoredRun>> => {
      const found = await models.run.find({ _id: { $in: [...ids] } }).lean<StoredRun[]>();
      return new Map(found.map((run) => [run._id, run]));
    },
    noteRun: async (id: string, run: Omit<StoredRun, '_id' | 'v'>): Promise<void> => {
      await models.run.updateOne({ _id: id }, { $set: run, $setOnInsert: { v: 1 } }, { upsert: true });
    },
  };
}
export type WebhooksStore = ReturnType<typeof webhooksStore>;
