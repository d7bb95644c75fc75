/** Public interface of the matcher. Plain data in, plain data out; no clock, no files, no network. */
export { Matcher, type ExplainedMatch, type Explanation, type MatcherParts } from './matcher.ts';
export type { Match, MatchOptions } from './ranking/list.ts';
export type { ReadText, UnreadText } from './ranking/shelf.ts';
export type { Placement } from './ranking/placement.ts';
export { SemanticSpace, type SpaceOptions } from './semantic/space.ts';
export { Vectors, type Embedder } from './semantic/vectors.ts';
export { emptyTable, readTranslationTable, writeTranslationTable, type TranslationTable } from './translation/table.ts';
export type { Translations } from './translation/lines.ts';
export { trainTranslationTable, type ParallelText } from './translation/train.ts';
export {
  restrictions,
  routes,
  type MatchNeed,
  type MatchPatent,
  type Place,
  type Restriction,
  type Route,
  type TrackRecord,
} from './types.ts';
export { gateCodes, gatesOf, type GateCode } from './structured/gates.ts';
export { answeredIndicator, type AnsweredIndicator } from './structured/indicator-fit.ts';
export { fitsForNeed, structuredFeatures, type Fits, type StructuredFeature } from './structured/features.ts';
export type { Fit } from './structured/fit.ts';
export {
  defaultWeights,
  features,
  handWeights,
  problemsOf,
  textFeatures,
  type Feature,
  type SideWeights,
  type TextFeature,
  type Weights,
} from './score/weights.ts';
export {
  scorePair,
  type Constraint,
  type PairContext,
  type PairScore,
  type Raise,
  type Versions,
} from './score/pair.ts';
export { sigmoid, twoSided, type Contribution, type SideScore } from './score/side.ts';
export type { MatchedWord, PartSpan } from './score/words.ts';
export {
  exclusivityOf,
  suggestTerms,
  type PublishedPrice,
  type Exclusivity,
  type PriceBand,
  type SuggestedTerms,
} from './terms/suggest.ts';
export { openLicenceLimits, referenceAmounts } from './terms/reference.ts';
export { analyse, type Analysis, type Language, type Span, type Token, type TokenKind } from './text/analyse.ts';
export { indicatorsIn, type Indicator } from './text/indicators.ts';
export { wantedIndicatorsIn } from './text/wanted.ts';
export { createIndex, type TextIndex } from './lexical/text-index.ts';
export { needIndexConfig, patentIndexConfig, type IndexConfig } from './lexical/config.ts';
export type { QueryPart } from './lexical/query.ts';
export type { DocumentFields } from './lexical/read-document.ts';
export type { Scored } from './lexical/top.ts';
export { ipcCoverage, ipcDistance, ipcOverlap, ipcParts, type IpcParts } from './ipc/symbol.ts';
export { readIndustries, readIpcTitles, type Industry, type IpcTitle } from './ipc/titles.ts';
export { learnWeights, type JudgedList, type JudgedRow } from './learning/listwise.ts';
export { learnFromFeedback, orderOfFeedback, type MatchOutcome, type ShownMatch } from './learning/feedback.ts';
export { type BothLists, calibrated, likelihoodOfAnswers, movedAlike } from './learning/answers.ts';
export { calibrate } from './learning/calibrate.ts';
export { bootstrap, mayGoLive, pairedBootstrap, type PairedTest } from './learning/guard.ts';
export { ndcg, recall, reciprocalRank } from './learning/metrics.ts';
export { exposureFactor } from './score/exposure.ts';
export { IpcPredictor, type Neighbour, type PredictedSubclass } from './ipc/predict.ts';
export {
  assignExperts,
  type Application,
  type Assigned,
  type AssignOptions,
  type Expert,
  type Judging,
  type Lacking,
} from './judging/assign-experts.ts';
export { expertFit, fullFit, type Expertise, type Subject } from './judging/expert-fit.ts';
export {
  chooseGreedily,
  chooseMeetings,
  type ChooseOptions,
  type ChosenMeetings,
  type PossibleMeeting,
} from './meetings/choose.ts';
export {
  scheduleGreedily,
  scheduleMeetings,
  type Schedule,
  type ScheduledMeeting,
  type ScheduleOptions,
} from './meetings/schedule.ts';
