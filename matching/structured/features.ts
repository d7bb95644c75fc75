import { ipcCoverage } from '../ipc/symbol.ts';
import type { MatchNeed, MatchPatent, TrackRecord } from '../types.ts';
import { daysBetween } from './dates.ts';
import { known, unknown, type Fit } from './fit.ts';
import { indicatorFit } from './indicator-fit.ts';
import { industryFit } from './industry.ts';
import { regionFit } from './region.ts';
import { routeFit } from './routes.ts';

/** The conditions besides the text, each judged by one function below. */
export const structuredFeatures = [
  'ipc',
  'industry',
  'route',
  'budget',
  'maturity',
  'region',
  'timing',
  'indicators',
  'partner',
] as const;
export type StructuredFeature = (typeof structuredFeatures)[number];
export type Fits = Readonly<Record<StructuredFeature, Fit>>;

/** How the patent meets the need's conditions. Reading a text for `indicators` is by far the most expensive. */
export function fitsForNeed(need: MatchNeed, patent: MatchPatent, indicators = indicatorFit(need, patent)): Fits {
  return {
    ipc: ipcFit(need, patent),
    industry: industryFit(need.industries, patent.industries),
    route: routeFit(need, patent),
    budget: budgetFit(need, patent),
    maturity: maturityFit(need, patent),
    region: regionFit(need, patent),
    timing: timingFit(need, patent),
    indicators,
    partner: recordFit(patent.holderRecord, 'patent'),
  };
}

/** How the need meets the holder's wishes: the same, but industry, region and partner are those the holder prefers. */
export function fitsForPatent(need: MatchNeed, patent: MatchPatent, forNeed: Fits = fitsForNeed(need, patent)): Fits {
  return {
    ...forNeed,
    industry: industryFit(patent.preferredIndustries, need.industries, 'patent'),
    region: preferredProvince(need, patent),
    partner: recordFit(need.demanderRecord, 'need'),
  };
}

function ipcFit(need: MatchNeed, patent: MatchPatent): Fit {
  const shown = { wanted: need.ipc ?? [], offered: patent.ipc };
  if (!need.ipc?.length || patent.ipc.length === 0) return unknown(need.ipc?.[0], patent.ipc[0], shown);
  return known(ipcCoverage(need.ipc, patent.ipc), shown);
}

/** 1 up to the budget, then falling: half as much again leaves 37 %. */
function budgetFit({ budget }: MatchNeed, { askingPrice }: MatchPatent): Fit {
  if (budget === undefined || askingPrice === undefined)
    return unknown(budget, askingPrice, {
      ...(budget !== undefined && { wanted: budget }),
      ...(askingPrice !== undefined && { offered: askingPrice }),
    });
  const over = askingPrice <= budget ? 0 : budget <= 0 ? Infinity : askingPrice / budget - 1;
  return known(Math.exp(-over / 0.5), { wanted: budget, offered: askingPrice });
}

/** Each missing readiness level costs more than the one before; a higher level than asked costs nothing. */
function maturityFit({ trlMin }: MatchNeed, { trl }: MatchPatent): Fit {
  if (trlMin === undefined || trl === undefined)
    return unknown(trlMin, trl, {
      ...(trlMin !== undefined && { wanted: trlMin }),
      ...(trl !== undefined && { offered: trl }),
    });
  return known(Math.exp(-((Math.max(0, trlMin - trl) / 2) ** 2)), { wanted: trlMin, offered: trl });
}

/** 1 when it can start in time; every half year late leaves 37 %. */
function timingFit({ neededBy }: MatchNeed, { availableFrom }: MatchPatent): Fit {
  if (neededBy === undefined || availableFrom === undefined)
    return unknown(neededBy, availableFrom, {
      ...(neededBy !== undefined && { wanted: neededBy }),
      ...(availableFrom !== undefined && { offered: availableFrom }),
    });
  const late = Math.max(0, daysBetween(neededBy, availableFrom));
  return known(Math.exp(-late / 182), { wanted: neededBy, offered: availableFrom });
}

function preferredProvince(need: MatchNeed, patent: MatchPatent): Fit {
  const wished = patent.preferredProvinces;
  if (!wished?.length || need.province === undefined) return unknown(need.province, wished?.[0]);
  return known(wished.includes(need.province) ? 1 : 0.3, { wanted: wished, offered: need.province });
}

const priorAnswers = 5;

/** Share of requests answered, with five imagined ones answered by half, so that a single answer proves little. */
function recordFit(record: TrackRecord | undefined, side: 'need' | 'patent'): Fit {
  if (!record || record.asked <= 0) return { ...unknown(1, undefined), missing: side };
  const answered = Math.min(record.answered, record.asked);
  return known((answered + priorAnswers / 2) / (record.asked + priorAnswers), { offered: answered / record.asked });
}
