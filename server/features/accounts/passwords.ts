import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's password storage sheet (19 MiB, two passes). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

/** Compares in the same time whether or not there is such a person: without a hash it checks against one of nobody. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await nobodysHash), password);
  return stored !== undefined && matches;
}
let nobodysHash: Promise<string> | undefined;
