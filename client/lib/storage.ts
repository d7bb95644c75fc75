/** Values kept in this browser. Where storage is forbidden nothing is kept, and nothing fails. */
const prefix = 'exchange.';

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch {
    // storage is full or forbidden: the page works without it
  }
}

/**
 * Text that outlives this page. Two windows that write under one key keep a text each: a window finds its own again,
 * and a new one finds what was written last.
 */
export function kept(key: string): string | null {
  return inWindow((own) => own.getItem(prefix + key)) ?? remembered(key);
}

export function keep(key: string, value: string): void {
  inWindow((own) => own.setItem(prefix + key, value));
  remember(key, value);
}

/** Forgets what this window kept, not what another one has written since. */
export function forgetKept(key: string): void {
  const own = inWindow((held) => held.getItem(prefix + key)) ?? null;
  if (own === null || own === remembered(key)) remember(key, null);
  inWindow((held) => held.removeItem(prefix + key));
}

function inWindow<Answer>(use: (own: Storage) => Answer): Answer | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined; // full or forbidden, as above
  }
}
