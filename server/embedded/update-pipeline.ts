/** An update written as an aggregation pipeline: only the stages that make one document out of one document. */
import type { Doc, Value } from './bson.ts';
import { equal } from './compare.ts';
import { StoreError } from './errors.ts';
import { documentStage } from './document-stages.ts';
import { isDoc } from './bson.ts';
import type { Variables } from './operator-tools.ts';

const ALLOWED = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

export const aggregateDocument = (pipeline: Value[]): ((doc: Doc, variables?: Variables) => Doc) => {
  const stages = pipeline.map((stage) => {
    const [entry] = isDoc(stage) && stage.size === 1 ? stage : [];
    if (!entry || !ALLOWED.has(entry[0]))
      throw new StoreError(
        'InvalidOptions',
        `${entry?.[0] ?? 'a stage of this form'} is not allowed to be used within an update`,
      );
    return documentStage(entry[0], entry[1]);
  });
  return (doc, variables) => {
    const id = doc.get('_id');
    const out = new Map(stages.reduce((d, stage) => stage(d, variables), doc));
    if (id === undefined) return out;
    if (out.has('_id') && !equal(out.get('_id'), id))
      throw new StoreError(
        'ImmutableField',
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    return new Map([['_id', id], ...out]);
  };
};
