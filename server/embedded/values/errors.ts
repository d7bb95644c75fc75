/** An error that a client receives as `{ ok: 0 }`, with MongoDB's code and code name. */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: ReadonlyMap<string, unknown>;

  constructor(codeName: keyof typeof CODES, message: string, extra: ReadonlyMap<string, unknown> = new Map()) {
    super(message);
    this.code = CODES[codeName];
    this.codeName = codeName;
    this.extra = extra;
  }
}

const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidBSON: 22,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CursorNotFound: 43,
  ConflictingUpdateOperators: 40,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  InvalidLength: 16,
  IndexOptionsConflict: 85,
  ConflictingOperationInProgress: 117,
  IndexKeySpecsConflict: 86,
  NotExactValueField: 111,
  WriteConflict: 112,
  CannotIndexParallelArrays: 171,
  Location40324: 40324,
  Location40415: 40415,
  Location51183: 51183,
  TransactionTooOld: 225,
  NotImplemented: 238,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
} as const;

/** The type annotations let the compiler know that calls never return. */
export const fail: (...error: ConstructorParameters<typeof StoreError>) => never = (...error) => {
  throw new StoreError(...error);
};

/** Throws NotImplemented: an unsupported request is refused rather than answered wrongly. */
export const refuse: (what: string) => never = (what) =>
  fail('NotImplemented', `the embedded store does not support ${what}`);

export const badValue: (message: string) => never = (message) => fail('BadValue', message);

export const mismatch: (message: string) => never = (message) => fail('TypeMismatch', message);
