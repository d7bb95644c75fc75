import type { ErrorDetails } from '../../../domain/errors.ts';
import type { MessageKey } from '../../../domain/messages.ts';
import type { ReadRow, Understood } from './read-file.ts';

/** What the parsing process says as its last words when it has used the processor for as long as it may. */
export const processorTimeIsUp = 'the processor time of this file is used up';

/** What the parsing process writes to its output, one JSON text a line, in this order: understood, rows…, end. */
export type ParserMessage =
  | Readonly<{ is: 'understood'; understood: Understood }>
  | Readonly<{ is: 'rows'; rows: readonly ReadRow[] }>
  | Readonly<{ is: 'end' }>
  | Readonly<{ is: 'refused'; key: MessageKey; details: ErrorDetails }>;
