/** Nobody can page deeper into a result than this, and Meilisearch counts no further. */
export const mostHits = 10_000;
