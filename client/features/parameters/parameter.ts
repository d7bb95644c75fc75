import type { Output } from '../../../server/api/operations.ts';

export type Parameter = Output<'parameters.list'>['items'][number];
/** A key as its text is filed: the dots of a key would be steps into the tree of texts. */
export const textKey = (key: Parameter['key']) => `what.${key.replace('.', '-') as Dashed<Parameter['key']>}` as const;
type Dashed<Key extends string> = Key extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : Key;
