import type { MatchOptions } from '../../../matching/index.ts';
import type { Body, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import { readNeed } from '../../domain/needs/reading/read-need.ts';
import { meant, withUnderstood } from '../../domain/needs/reading/understood.ts';
import { readClassification } from '../../domain/patents/ipc.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchNeed } from './match-documents.ts';
import type { MatchPorts } from './matches.ports.ts';
import type { PairViewsPorts } from './pair-views.ts';

/** More of a text would not change what fits it best, and each preview is paid while somebody types. */
const longest = 3_000;
const [few, spare] = [3, 5];

/** The patents that fit a need while it is written, from its text and the conditions entered so far. */
export function previewReads({
  patents,
  organisationNames,
  places,
  worthTelling,
  ask,
  options,
  clock,
}: Pick<MatchPorts, 'patents' | 'organisationNames' | 'places'> &
  Pick<PairViewsPorts, 'worthTelling'> &
  Readonly<{ ask: MatchingThread['ask']; options: () => Promise<MatchOptions>; clock: Clock }>) {
  return async (actor: Actor, body: Body<'matches.preview'>): Promise<Output<'matches.preview'>> => {
    const { id: organisationId } = actingOrganisation(actor);
    const content = contentOf(body, dateInShanghai(clock.now()));
    const sight = { state: 'open', visibility: 'targeted', invited: [] } as const;
    const need = { id: `preview of ${organisationId}`, version: 0, organisationId, content, isOnOffer: true, ...sight };
    const now = clock.now();
    const place = (await places([organisationId])).get(organisationId) ?? wholeCountry;
    const least = (await worthTelling(place, now)) / 100; // nothing below it is recommended anywhere
    const found = await ask('preview', { need: matchNeed(need, []), limit: few + spare, ...(await options()) });
    const there = new Map((await patents.present(found.map(({ patentId }) => patentId))).map((one) => [one.id, one]));
    const shown = found.flatMap(({ patentId, score }) => {
      const patent = there.get(patentId);
      return patent?.isOnOffer && score >= least ? [{ patent, score }] : [];
    });
    const names = await organisationNames([...new Set(shown.map(({ patent }) => patent.organisationId))]);
    return {
      items: shown.slice(0, few).map(
        ({
          patent: {
            id,
            content: { title },
            organisationId: owner,
          },
          score,
        }) => ({
          patent: { id, title, organisation: { id: owner, name: names.get(owner) ?? '' } },
          score,
        }),
      ),
    };
  };
}

function contentOf({ text, notMeant, ipc, ...entered }: Body<'matches.preview'>, today: CalendarDate): NeedContent {
  const description = text.slice(0, longest);
  const known = Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== null));
  const content = {
    title: '',
    description,
    keywords: [],
    routes: [],
    ...known,
    ipc: readClassification(ipc.join(';')).ipc,
  };
  return withUnderstood(content, meant(readNeed(description, today), notMeant)); // parsed; nulls are gone
}
