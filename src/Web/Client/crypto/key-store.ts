/** A place for keys that scripts may use and not read: IndexedDB keeps CryptoKeys whole. */
export interface KeyStore {
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => {
      resolve(request.result);
    });
    request.addEventListener("error", () => {
      reject(request.error ?? new Error("the browser's storage failed"));
    });
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open("redconnect", 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("keys");
  });
  return settled(request);
}

/** This browser's store. It rejects where the browser keeps no data (private windows of some browsers). */
export const browserKeyStore: KeyStore = {
  async get<T>(name: string): Promise<T | undefined> {
    const database = await openDatabase();
    return settled(database.transaction("keys").objectStore("keys").get(name) as IDBRequest<T | undefined>);
  },
  async put(name, value) {
    const database = await openDatabase();
    await settled(database.transaction("keys", "readwrite").objectStore("keys").put(value, name));
  },
  async remove(name) {
    const database = await openDatabase();
    await settled(database.transaction("keys", "readwrite").objectStore("keys").delete(name));
  },
};
