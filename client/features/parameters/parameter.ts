import type { Output } from '../../../server/api/operations.ts';

export type Parameter = Output<'parameters.list'>['items'][number];
/** The text key of a parameter. Dots become dashes, because a dot separates levels in text keys. */
export const textKey = (key: Parameter['key']) => `what.${key.replace('.', '-') as Dashed<Parameter['key']>}` as const;
type Dashed<Key extends string> = Key extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : Key;
