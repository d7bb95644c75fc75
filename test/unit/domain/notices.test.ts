import { accountNotices } from '../../../server/domain/accounts/account-notices.ts';
import { contractNotices } from '../../../server/domain/contracts/contract-notices.ts';
import { sayCounted } from '../../../server/domain/counted.ts';
import { dealNotices } from '../../../server/domain/deals/deal-notices.ts';
import type { EventOf } from '../../../server/domain/events.ts';
import { importNotices } from '../../../server/domain/imports/import-notices.ts';
import { languages } from '../../../server/domain/languages.ts';
import { matchNotices } from '../../../server/domain/matches/match-notices.ts';
import { needNotices } from '../../../server/domain/needs/need-notices.ts';
import { type Notice, notice } from '../../../server/domain/notices.ts';
import { listingNotices } from '../../../server/domain/patents/listing-notices.ts';
import { taskTexts } from '../../../server/domain/task-texts.ts';

const all: readonly Notice[] = [
  ...[...dealNotices, ...contractNotices, ...matchNotices, ...listingNotices],
  ...[...needNotices, ...importNotices, ...accountNotices],
];

/** The event that a declaration makes up, by a person of one of three organisations. */
const previewed = ({ on, preview }: Notice, organisationId = 'author'): EventOf =>
  ({
    ...{ id: 'e', stream: 'deal:d', seq: 1, commandId: 'c', type: on, at: new Date(0), data: preview },
    by: { kind: 'person', userId: 'me', organisationId },
    concerns: { organisationIds: ['author', 'other', 'stranger'], things: [], place: null },
  }) as unknown as EventOf; // whichever type it is of
/** Every text and number in something. */
const valuesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [String(value)];

describe.each(all.map((one) => [one.on, one] as const))('what is told of %s', (_, declared) => {
  it.each(languages)(
    'is a whole sentence in %s, of one and of many, which gives nothing of the event away',
    (language) => {
      const [one, many] = [sayCounted(declared.text, language, 1), sayCounted(declared.text, language, 1_234)];
      for (const text of [one, many]) {
        expect(text).not.toMatch(/[{}]|undefined/);
        expect(/\p{Script=Han}/u.test(text)).toBe(language === 'zh');
        // codes are words of sentences; ids, amounts, days and numbers are not
        for (const value of valuesIn(declared.preview)) if (/\d\d/.test(value)) expect(text).not.toContain(value);
      }
      expect(one).not.toContain('1,234');
      expect(many).toContain('1,234');
    },
  );

  it('reaches only whom it concerns and who may know of the thing, and never its author', () => {
    const thing = { tasks: [], audience: ['author', 'other'] };
    const { organisations, people } = declared.recipients(previewed(declared), thing);
    expect(organisations.length + people.length).toBeGreaterThan(0);
    expect(organisations).not.toContain('stranger');
    expect(people).not.toContain('me');
    expect(declared.recipients(previewed(declared), { tasks: [], audience: [] }).organisations).not.toContain('other');
  });
});

describe('what is told', () => {
  it('is told once, and what waits for somebody is not told to him as well', () => {
    expect(new Set(all.map(({ on }) => on)).size).toBe(all.length);
    const [offered] = dealNotices;
    if (!offered) throw new Error('offers are told');
    const waits = { what: 'deal.answerOffer', whom: { organisationId: 'other', unitId: null, roles: [] } } as const;
    const recipients = offered.recipients(previewed(offered), { tasks: [waits], audience: 'everybody' });
    expect(recipients.organisations).toEqual(['stranger']);
  });

  it('of a colleague is told to those of all whom it concerns, but of the same organisation only where all are', () => {
    const tell = (whom: 'all' | 'others') => {
      const declared = notice({ on: 'deal.reopened', whom, text: { zh: '', en: '' }, preview: { by: 'supplier' } });
      return declared.recipients(previewed(declared), { tasks: [], audience: 'everybody' }).organisations;
    };
    expect(tell('all')).toEqual(['author', 'other', 'stranger']);
    expect(tell('others')).toEqual(['other', 'stranger']);
  });

  it('has a sentence for every task as well', () => {
    for (const text of Object.values(taskTexts))
      for (const language of languages)
        for (const count of [1, 2]) expect(sayCounted(text, language, count)).not.toMatch(/[{}]|undefined/);
  });
});
