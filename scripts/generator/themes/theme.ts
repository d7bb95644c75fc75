/**
 * What generated patents and needs are made from: each subject belongs to the classes and the trade that it stands
 * under, and each of its problems is solved by means that can solve it. So nothing that is drawn from it contradicts itself.
 */
export type Theme = Readonly<{
  /** The field, as an abstract names it. */
  name: string;
  /** What a firm of the field is called: `东越栩岚电池科技有限公司`. */
  firm: string;
  /** What such a firm makes or does. */
  business: string;
  subjects: readonly Subject[];
}>;

/** A trade of GB/T 4754-2017: `C3841 锂离子电池制造`. */
export type Trade = `${'A' | 'C' | 'D'}${number} ${string}`;

/** A thing or method, as patents name it and as a company says it. */
export type Subject = Readonly<{
  name: string;
  said: string;
  /** What a title may claim beside it: 及其制备方法. */
  also: string;
  ipc: readonly string[];
  trade: Trade;
  problems: readonly Problem[];
}>;

/** The complaint of a company, the effect that ends it with a figure that shows it, and the means that bring it about. */
export type Problem = Readonly<{
  trouble: string;
  effect: string;
  figure: Figure;
  means: readonly Means[];
}>;
export type Figure = readonly [name: string, least: number, most: number, unit: string];
/** The means in two to eight characters, and how it works. */
export type Means = readonly [name: string, how: string];

export const problem = (trouble: string, effect: string, figure: Figure, ...means: Means[]): Problem => ({
  trouble,
  effect,
  figure,
  means,
});
