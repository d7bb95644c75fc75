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
