import { answersAreTheModels, seedsAreTheModels, updatesAreTheModels } from '../../support/embedded-properties.ts';

it('answers random filters and sorts on random documents as a slow and plain reading of the manual does', () =>
  answersAreTheModels(120));

it('changes documents by random updates as the model does', () => updatesAreTheModels(120));

it('begins upserts as the model does', () => seedsAreTheModels(120));
