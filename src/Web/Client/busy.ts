import { availableStorage } from "./base/text-storage.ts";
import { nextTry } from "./visit/busy-wait.ts";
import { SeatStore } from "./visit/seat-store.ts";

// The page that is shown instead of any other while the server is overloaded.

const next = nextTry(location.href, new SeatStore(availableStorage(() => sessionStorage)).read(), Math.random());
if (next.kind === "atOnce") {
  location.replace(next.address);
} else {
  setTimeout(() => location.reload(), next.afterMs);
}
