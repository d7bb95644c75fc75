/** Weights of an index, fixed for its life: a saved index is loaded with the same ones. */
export interface IndexConfig {
  /** At most four fields; `weight` multiplies the counts in a field, `b` is its length normalisation. */
  readonly fields: readonly FieldConfig[];
  /** Saturation of a term's frequency in a document, by language of the document. */
  readonly k1: { readonly zh: number; readonly en: number };
  /** Saturation of a term's frequency in the query; Infinity counts every repetition fully. */
  readonly k3: number;
  /** Weight of a pair of neighbouring terms, relative to a single term. */
  readonly pairWeight: { readonly zh: number; readonly en: number };
}

export interface FieldConfig {
  readonly name: string;
  readonly weight: number;
  readonly b: { readonly zh: number; readonly en: number };
}

const b = { zh: 0.75, en: 0.9 } as const;
const common = { k1: { zh: 1.2, en: 1.6 }, k3: 12, pairWeight: { zh: 1, en: 0.25 } } as const;

/** Patents as documents; tuned on the development halves (see experiments.md). */
export const patentIndexConfig: IndexConfig = {
  ...common,
  fields: [
    { name: 'abstract', weight: 1, b },
    { name: 'title', weight: 3, b },
    { name: 'claims', weight: 0.5, b },
    { name: 'keywords', weight: 2, b },
  ],
};

export const needIndexConfig: IndexConfig = {
  ...common,
  fields: [
    { name: 'body', weight: 1, b },
    { name: 'title', weight: 6, b },
    { name: 'objective', weight: 3, b },
  ],
};

/** Weights of the parts of the asking text. */
export const needQueryWeights = { title: 6, objective: 3, body: 1 } as const;
export const patentQueryWeights = { title: 3, abstract: 1, keywords: 2, claims: 0.25 } as const;
