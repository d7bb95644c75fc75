import { anything, collection, type Database } from '../../server/platform/database/mongo.ts';

const sessions = collection<{ _id: string; v: number; data: unknown }>(
  'sessions',
  { _id: String, v: Number, data: anything },
  [],
);

/** Blocks other writers of a person's sessions, as a running transaction does, until `letGo`. */
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
