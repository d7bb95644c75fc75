/** Orders of an organisation's own things: by when they were entered, or by title. */
export const ownSorts = ['latest', 'oldest', 'title'] as const;
/** Of its patents also by the end of their term, the first to end first; those without a known end come last. */
export const ownPatentSorts = [...ownSorts, 'endsFirst'] as const;
