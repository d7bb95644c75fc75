declare const brand: unique symbol;

/** A string type of its own, so that the compiler refuses a patent's id where a need's is expected. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type OrganisationId = Branded<'OrganisationId'>;
export type UserId = Branded<'UserId'>;
export type PatentId = Branded<'PatentId'>;
export type NeedId = Branded<'NeedId'>;
export type MatchId = Branded<'MatchId'>;
export type DealId = Branded<'DealId'>;
export type CommandId = Branded<'CommandId'>;

/** UUIDs in lower case; new ids are version 7, which sort by the time they were made. */
export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
