import { answersAreTheModels } from '../../support/embedded-properties.ts';

it('answers random filters and sorts on random documents as a slow and plain reading of the manual does', () =>
  answersAreTheModels(120));
