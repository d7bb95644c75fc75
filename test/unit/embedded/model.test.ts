import {
  groupsAreTheModels,
  projectionsAreTheModels,
  seedsAreTheModels,
  updatesAreTheModels,
} from '../../support/embedded-model-properties.ts';
import { answersAreTheModels } from '../../support/embedded-properties.ts';
it('answers random filters and sorts on random documents as a slow and plain reading of the manual does', () =>
  answersAreTheModels(120));

it('changes documents by random updates as the model does', () => updatesAreTheModels(120));

it('begins upserts as the model does', () => seedsAreTheModels(120));

it('projects documents as the model does', () => projectionsAreTheModels(120));

it('groups documents and accumulates values of mixed types as the model does', () => groupsAreTheModels(120));
