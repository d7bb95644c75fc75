type IdsIn<Pattern extends string> = Pattern extends `${string}:${string}/${infer Rest}`
  ? [id: string, ...IdsIn<`/${Rest}`>]
  : Pattern extends `${string}:${string}`
    ? [id: string]
    : [];
type Query = Readonly<Record<string, string | readonly string[]>>;

/** An address: its pattern for the router; called with the ids that the pattern names, and a query, the address itself. */
function address<const Pattern extends `/${string}`>(pattern: Pattern) {
  const fill = (...given: [...ids: IdsIn<Pattern>, query?: Query]): string => {
    const values: (string | Query | undefined)[] = [...given];
    const path = pattern.replace(/:\w+/g, () => encodeURIComponent(values.shift() as string)); // as the type says
    const [query = {}] = values;
    const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((one) => [key, one]));
    return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
  };
  return Object.assign(fill, { pattern });
}

/** Every address of the application. Nowhere else in the client is one written down, which lint makes sure of. */
export const paths = {
  home: address('/'),
  patents: address('/patents'),
  patent: address('/patents/:patentId'),
  patentMatches: address('/patents/:patentId/matches'),
  myPatents: address('/my-patents'),
  newPatent: address('/my-patents/new'),
  needs: address('/needs'),
  newNeed: address('/needs/new'),
  need: address('/needs/:needId'),
  needMatches: address('/needs/:needId/matches'),
  myNeeds: address('/my-needs'),
  imports: address('/imports'),
  import: address('/imports/:importId'),
  matches: address('/matches'),
  weights: address('/matches/weights'),
  quality: address('/matches/quality'),
  watches: address('/watches'),
  questions: address('/questions'),
  question: address('/questions/:questionId'),
  inbox: address('/inbox'),
  deals: address('/deals'),
  deal: address('/deals/:dealId'),
  contracts: address('/contracts'),
  contract: address('/contracts/:contractId'),
  inspection: address('/contracts/:contractId/inspection'),
  myAmounts: address('/amounts'),
  amounts: address('/centres/:centreId/amounts'),
  organisations: address('/organisations'),
  organisation: address('/organisations/:organisationId'),
  members: address('/members'),
  webhooks: address('/webhooks'),
  parameters: address('/parameters'),
  calendars: address('/calendars'),
  system: address('/system'),
  jobs: address('/jobs'),
  account: address('/account'),
  signIn: address('/sign-in'),
  register: address('/register'),
  setUp: address('/setup'),
  newPassword: address('/new-password/:linkId'),
  forgottenPassword: address('/forgotten-password'),
  confirmAddress: address('/confirm-address/:linkId'),
  invitation: address('/invitations/:invitationId'),
} as const;
