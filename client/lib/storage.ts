/** What this browser remembers; a browser that forbids it forgets, nothing else. */
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
    // full or forbidden: the page works on without it
  }
}
