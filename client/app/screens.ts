import { type Entry, type Screen, sections } from '../components/screen.ts';
import { accountsScreens } from '../features/accounts/accounts.screens.ts';
import { calendarsScreens } from '../features/calendars/calendars.screens.ts';
import { contractsScreens } from '../features/contracts/contracts.screens.ts';
import { dealsScreens } from '../features/deals/deals.screens.ts';
import { homeScreens } from '../features/home/home.screens.ts';
import { importsScreens } from '../features/imports/imports.screens.ts';
import { inboxScreens } from '../features/inbox/inbox.screens.ts';
import { jobsScreens } from '../features/jobs/jobs.screens.ts';
import { matchesScreens } from '../features/matches/matches.screens.ts';
import { metricsScreens } from '../features/metrics/metrics.screens.ts';
import { needsScreens } from '../features/needs/needs.screens.ts';
import { parametersScreens } from '../features/parameters/parameters.screens.ts';
import { patentsScreens } from '../features/patents/patents.screens.ts';
import { questionsScreens } from '../features/questions/questions.screens.ts';
import { systemScreens } from '../features/system/system.screens.ts';
import { watchesScreens } from '../features/watches/watches.screens.ts';
import { webhooksScreens } from '../features/webhooks/webhooks.screens.ts';
import type { Viewer } from '../lib/viewer.ts';

/** All screens, by feature. Within a section the navigation keeps this order. */
export const screens: readonly Screen[] = [
  homeScreens,
  inboxScreens,
  patentsScreens,
  needsScreens,
  matchesScreens,
  questionsScreens,
  importsScreens,
  watchesScreens,
  dealsScreens,
  contractsScreens,
  metricsScreens,
  accountsScreens,
  webhooksScreens,
  parametersScreens,
  calendarsScreens,
  systemScreens,
  jobsScreens,
].flat();

export type Offered = Screen & Readonly<{ nav: Entry }>;

/** The navigation entries of a viewer, in the order of the sections. */
export const entriesFor = (me: Viewer): readonly Offered[] =>
  sections.flatMap((section) =>
    screens.filter((screen): screen is Offered => screen.nav?.section === section && screen.nav.isFor(me)),
  );
