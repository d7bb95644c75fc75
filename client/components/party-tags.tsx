import { Tag } from './tag.tsx';

type Named = Readonly<{ id: string; name: string }>;
export type PartyTagsProps = Readonly<{
  parties: readonly (Named & Readonly<{ part: 'supplier' | 'demander' }>)[];
  centres: readonly Named[];
}>;

/** Who takes part in a deal or contract: suppliers → demanders, then the centres that accompany them. */
export function PartyTags({ parties, centres }: PartyTagsProps) {
  const tags = (part: 'supplier' | 'demander') =>
    parties
      .filter((party) => party.part === part)
      .map(({ id, name }) => (
        <Tag key={id} tone={part === 'supplier' ? 'supply' : 'demand'}>
          {name}
        </Tag>
      ));
  return (
    <>
      {tags('supplier')} → {tags('demander')}{' '}
      {centres.map(({ id, name }) => (
        <Tag key={id} tone="centre">
          {name}
        </Tag>
      ))}
    </>
  );
}
