import type { CallView } from "../call/call.ts";

export interface CallRecord {
  /** By the page's clock. */
  readonly since: number;
  /** By the servers' clock. */
  readonly startedAt: number;
  readonly people: number;
}

export interface CallSummary {
  readonly startedAt: number;
  readonly durationMs: number;
  readonly people: number;
}

/** The record after the call looked like this. Only practitioners have one, for their own records. */
export function recordOf(before: CallRecord | undefined, view: CallView): CallRecord | undefined {
  const { seated, since, startedAt } = view;
  if (seated.kind !== "inCall" || seated.role !== "practitioner" || since === undefined || startedAt === undefined) {
    return before;
  }
  const record = before ?? { since, startedAt, people: 0 };
  const people = 1 + seated.others.filter(({ admitted }) => admitted).length;
  return { ...record, people: Math.max(record.people, people) };
}

export function summaryOf({ since, startedAt, people }: CallRecord, now: number): CallSummary {
  return { startedAt, durationMs: now - since, people };
}
