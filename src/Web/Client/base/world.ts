/** What the browser says about the world around the page. */
export interface WorldListener {
  /** The network may be another one, or back. */
  networkChanged(): void;
  /** A person looks at the page again. */
  returned(): void;
  /** The page goes; what is to be said must be said now. */
  leaving(): void;
  /** The page was put aside whole and is taken up again. */
  revived(): void;
}

const settleMs = 300;

export function listenToWorld(listener: WorldListener): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const network = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => listener.networkChanged(), settleMs);
  };
  window.addEventListener("online", network);
  const { connection } = navigator as Navigator & { readonly connection?: EventTarget };
  connection?.addEventListener("change", network);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && listener.returned());
  window.addEventListener("pageshow", ({ persisted }) => persisted && listener.revived());
  window.addEventListener("pagehide", () => listener.leaving());
}
