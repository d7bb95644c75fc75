declare const brand: unique symbol;

/** A string that only the matching constructor makes, so that a patent's id cannot stand where a need's is wanted. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type OrganisationId = Branded<'OrganisationId'>;
export type UserId = Branded<'UserId'>;
export type PatentId = Branded<'PatentId'>;
export type NeedId = Branded<'NeedId'>;
export type MatchId = Branded<'MatchId'>;
export type DealId = Branded<'DealId'>;
export type CommandId = Branded<'CommandId'>;

/** Ids are UUIDs in lower case; new ones are version 7, so that they sort by time of birth. */
export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
