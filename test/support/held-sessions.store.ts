import { anything, collection, type Database } from '../../server/platform/database/mongo.ts';

const sessions = collection<{ _id: string; v: number; data: unknown }>(
  'sessions',
  { _id: String, v: Number, data: anything },
  [],
);

/** Keeps everybody else from writing the sessions of a person, as a transaction under way does. */
export async function holdSessions(database: Database, userId: string) {
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = (): void => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const over = database.transaction(async () => {
    await database.model(sessions).updateMany({ 'data.passport.user': userId }, { $inc: { v: 1 } });
    isHeld();
    await until;
  });
  await held;
  return {
    letGo: async (): Promise<void> => {
      letGo();
      await over;
    },
  };
}
