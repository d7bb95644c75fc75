import { isConnectionLoss } from '../../../server/platform/database/mongo.ts';

/** As the driver passes it on when a large write meets a socket whose other end has gone. */
const ofSocket = (code: string, syscall: string) => Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
const named = (name: string) => Object.assign(new Error('x'), { name });

describe('what says that the database went away', () => {
  it.each([
    named('MongoNetworkError'),
    named('MongoServerSelectionError'),
    named('MongoPoolClearedError'),
    ofSocket('EPIPE', 'write'),
    ofSocket('ECONNRESET', 'read'),
    ofSocket('ENOENT', 'connect'),
    Object.assign(named('MongoBulkWriteError'), { code: 'ECONNRESET', writeErrors: [] }),
    Object.assign(named('MongoBulkWriteError'), { writeErrors: [] }),
    Object.assign(new Error('destroyed'), { code: 'ERR_STREAM_DESTROYED' }),
  ])('%s', (error) => expect(isConnectionLoss(error)).toBe(true));

  it.each([
    named('MongoServerError'),
    named('DomainError'),
    Object.assign(named('MongoBulkWriteError'), { code: 11000, writeErrors: [{}] }),
    // a file that is missing or a port that is taken is no database
    ofSocket('ENOENT', 'open'),
    ofSocket('EADDRINUSE', 'listen'),
    'EPIPE',
    undefined,
  ])('is not %s', (error) => expect(isConnectionLoss(error)).toBe(false));
});
