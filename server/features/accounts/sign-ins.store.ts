import { collection, type Database } from '../../platform/database/mongo.ts';

/** `in`: signed in. `refused`: a wrong password. `slowed`: guesses were told to wait. */
export type SignInOutcome = 'in' | 'refused' | 'slowed';

/** What happened at the door of an account; refusals of one hour from one network are one row with their number. */
export type StoredSignIn = {
  _id: string;
  v: number;
  userId: string;
  outcome: SignInOutcome;
  network: string;
  device: string;
  count: number;
  at: Date;
  expiresAt: Date;
};

const signIns = collection<StoredSignIn>(
  'signIns',
  {
    _id: String,
    v: Number,
    userId: String,
    outcome: String,
    network: String,
    device: String,
    count: Number,
    at: Date,
    expiresAt: Date,
  },
  [[{ userId: 1, at: -1 }], [{ userId: 1, outcome: 1, at: -1 }], [{ expiresAt: 1 }, { expireAfterSeconds: 0 }]],
);

/** Long enough to look back after a holiday; addresses of people are not kept for longer. */
const keptMs = 90 * 86_400_000;
const hourMs = 3_600_000;

/** The log of sign-ins that an account's owner sees. */
export function signInsStore(database: Database) {
  const model = database.model(signIns);
  return {
    note: async (
      { userId, outcome, network, device }: Pick<StoredSignIn, 'userId' | 'outcome' | 'network' | 'device'>,
      at: Date,
      id: string,
    ): Promise<void> => {
      const hour = Math.floor(at.getTime() / hourMs);
      // each sign-in is a row; guesses, of which there may be many, are counted
      const _id = outcome === 'in' ? id : `${userId} ${outcome} ${network} ${device} ${hour}`;
      const set = { userId, outcome, network, device, at, expiresAt: new Date(at.getTime() + keptMs) };
      await model.updateOne({ _id }, { $set: set, $inc: { count: 1 }, $setOnInsert: { v: 1 } }, { upsert: true });
    },
    /** The newest rows of an account. */
    of: (userId: string) => model.find({ userId }).sort({ at: -1 }).limit(50).lean<StoredSignIn[]>(),
    /** The sign-ins of an account, the newest first. */
    lastTwo: (userId: string) => model.find({ userId, outcome: 'in' }).sort({ at: -1 }).limit(2).lean<StoredSignIn[]>(),
    /** The refusals at an account since a moment. */
    refusedSince: (userId: string, since: Date) =>
      model
        .find({ userId, outcome: 'refused', at: { $gt: since } })
        .sort({ at: -1 })
        .limit(1_000)
        .lean<StoredSignIn[]>(),
  };
}

export type SignInsStore = ReturnType<typeof signInsStore>;
