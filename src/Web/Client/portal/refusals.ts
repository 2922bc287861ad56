import { text, type TextKey } from "../base/texts.ts";
import { SealError } from "../crypto/seal.ts";
import { ApiRefusal } from "./api.ts";
import { instantsOf, readable } from "./german-time.ts";

/** What went wrong and what to do next, in words. */
export function explain(failure: unknown): string {
  if (failure instanceof ApiRefusal) {
    const seconds = Math.ceil(Number(failure.details["retryAfter"] ?? 0) / 1000);
    const next = timeText(failure.details["next"]);
    const key = `refused.${failure.code}` as TextKey;
    const words = text(key, { seconds, next });
    return words === key ? text("refused.fault") : words;
  }
  if (failure instanceof SealError) {
    return text("refused.altered");
  }
  return text(failure instanceof DOMException ? "refused.storage" : "refused.fault");
}

function timeText(wall: unknown): string {
  const instant = typeof wall === "string" ? instantsOf(wall)[0] : undefined;
  return instant === undefined ? "" : text("plan.oclock", readable(instant, document.documentElement.lang));
}
