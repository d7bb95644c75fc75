/** Orders of an organisation's own things: by when they were entered. */
export const ownSorts = ['latest', 'oldest'] as const;
