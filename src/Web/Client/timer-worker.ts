/** Timers for base/worker-clock.ts: browsers throttle a page's own timers in background tabs. */
export interface Order {
  readonly id: number;
  readonly ms: number;
}

self.addEventListener("message", (event: MessageEvent<Order>) => {
  const { id, ms } = event.data;
  setTimeout(() => self.postMessage(id), ms);
});
