import { ClientSession } from 'mongodb';

/**
 * Holds the next transaction of this process at its commit: it has read and decided, and nobody sees what it writes. It goes
 * on when it is let go, or by itself once the store undoes another one for its sake. No others may begin in between but
 * those that the test means, so relay and scheduler rest.
 */
export function holdNextCommit() {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let isThere = (): void => undefined;
  const held = new Promise<void>((resolve) => (isThere = resolve));
  const commits = jest.spyOn(ClientSession.prototype, 'commitTransaction').mockImplementation(async function (
    this: ClientSession,
    ...options
  ) {
    commits.mockRestore(); // the others are not held
    isThere();
    await gate;
    return this.commitTransaction(...options);
  });
  const aborts = jest.spyOn(ClientSession.prototype, 'abortTransaction').mockImplementation(function (
    this: ClientSession,
    ...options
  ) {
    aborts.mockRestore();
    letGo();
    return this.abortTransaction(...options);
  });
  return {
    /** Resolves when a transaction is held. */
    held,
    letGo: () => {
      aborts.mockRestore();
      letGo();
    },
  };
}
