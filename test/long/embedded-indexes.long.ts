import {
  groupsAreTheModels,
  projectionsAreTheModels,
  seedsAreTheModels,
  updatesAreTheModels,
} from '../support/embedded-model-properties.ts';
import { answersAreTheModels, indexesChangeNoAnswer } from '../support/embedded-properties.ts';
import { repeatsAreNoSecondWrites } from '../support/embedded-retries.ts';

it('answers the same with indexes as without, for very many documents, indexes, changes and queries', () => {
  indexesChangeNoAnswer(600, 60);
});

it('answers very many random filters and sorts as the model does', () => answersAreTheModels(4000));

it('changes documents and begins upserts as the model does, very many times', () => {
  updatesAreTheModels(30_000);
  seedsAreTheModels(30_000);
});

it('projects and groups as the model does, very many times', () => {
  projectionsAreTheModels(20_000);
  groupsAreTheModels(10_000);
});

it('carries out numbered writes once, for very many orders of repeats and restarts', () =>
  repeatsAreNoSecondWrites(1500));
