/** What the page needs of localStorage and sessionStorage. */
export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The browser's storage, or memory where the browser stores nothing: reading the property already throws where site
 * data are blocked, writing where the storage is full. The page then works until it is closed.
 */
export function availableStorage(open: () => TextStorage): TextStorage {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (storage: TextStorage) => T): T | undefined => {
    try {
      return act(open());
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? null,
    setItem: (key, value) => {
      const kept = attempt((storage) => (storage.setItem(key, value), true));
      if (kept) {
        memory.delete(key);
      } else {
        memory.set(key, value);
      }
    },
    removeItem: (key) => {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
  };
}

/** A stored JSON object. Anything else under that name is damaged, and dropped. */
export function readObject(storage: TextStorage, key: string): Readonly<Record<string, unknown>> | undefined {
  const stored = storage.getItem(key);
  const value = stored === null ? undefined : parsed(stored);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  storage.removeItem(key);
  return undefined;
}

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
