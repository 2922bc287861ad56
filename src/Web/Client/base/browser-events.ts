/** What the browser tells the page about itself and its network. */
export interface BrowserListener {
  /** The network may be another one, or back. */
  networkChanged(): void;
  /** The page is visible again. */
  shown(): void;
  /** The page is closed, or kept in the browser's cache: the last moment to send something. */
  left(): void;
  /** The page comes back out of the browser's cache, with its state. */
  revived(): void;
  /** The part of the address after the `#` has changed. */
  linkFollowed(): void;
}

/** One change of the network is reported by several events. */
const settleMs = 300;

export function listenToBrowser(listener: BrowserListener): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const network = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => listener.networkChanged(), settleMs);
  };
  window.addEventListener("online", network);
  const { connection } = navigator as Navigator & { readonly connection?: EventTarget };
  connection?.addEventListener("change", network);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && listener.shown());
  window.addEventListener("pageshow", ({ persisted }) => persisted && listener.revived());
  window.addEventListener("pagehide", () => listener.left());
  window.addEventListener("hashchange", () => listener.linkFollowed());
}
