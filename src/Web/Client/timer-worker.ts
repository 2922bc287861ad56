/** Timers that keep time in a background tab, where the page's own are held back. See call/worker-clock.ts. */
export interface Order {
  readonly id: number;
  readonly ms: number;
}

self.addEventListener("message", (event: MessageEvent<Order>) => {
  const { id, ms } = event.data;
  setTimeout(() => self.postMessage(id), ms);
});
