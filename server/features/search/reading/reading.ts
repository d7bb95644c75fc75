import { fold } from '../../../../matching/text/fold.ts';
import type { Reading } from '../../../platform/search/search-engine.ts';
import { piecesOf } from './pieces.ts';

/** How the search reads text: as the matcher does. */
export const reading: Reading = { fold: (text) => fold(text).text, piecesOf };
