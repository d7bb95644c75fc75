import type { Body } from '../../api/operations.ts';
import { calendarDate } from '../../domain/calendar.ts';
import { termsFromWire } from '../../domain/contracts/terms.ts';
import type { DealCommand } from '../../domain/deals/deal-process.ts';
import { type Deal, fileInDeal } from '../../domain/deals/deal.ts';
import type { DealIntent } from '../../domain/deals/decide.ts';
import { DomainError } from '../../domain/errors.ts';
import type { DealPorts } from './deals.ports.ts';

type Intents = {
  readonly [Command in DealCommand]: (
    body: Body<`deals.${Command}`>,
    deal: Deal,
    /** In whose name the command is given. */
    organisationId: string,
  ) => DealIntent | Promise<DealIntent>;
};
type IntentPorts = Pick<DealPorts, 'fileOf'> & Readonly<{ proofOf: (text: string) => string }>;

/** Translates the body of each command into the intent that `decideDeal` takes. */
export function dealIntents({ fileOf, proofOf }: IntentPorts): Intents {
  return {
    offer: ({ terms, validUntil }) => ({
      command: 'offer',
      terms: termsFromWire(terms),
      validUntil: validUntil === null ? null : calendarDate(validUntil),
    }),
    withdrawOffer: () => ({ command: 'withdrawOffer' }),
    accept: ({ number }) => ({ command: 'accept', number }),
    reopen: () => ({ command: 'reopen' }),
    attachFile: async ({ fileId }, deal, organisationId) => {
      const file = fileInDeal(deal, fileId) ?? (await fileOf(fileId, organisationId));
      if (!file) throw new DomainError('INVALID_INPUT', 'deals.fileMissing', { field: 'fileId' });
      return { command: 'attachFile', file };
    },
    confirmFile: ({ sha256 }) => ({ command: 'confirmFile', sha256 }),
    withdrawConfirmation: () => ({ command: 'withdrawConfirmation' }),
    close: ({ reason }) => ({ command: 'close', reason: proofOf(reason) }),
  };
}
