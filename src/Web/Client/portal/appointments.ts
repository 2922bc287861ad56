import type { Stretch } from "../crypto/argon2.ts";
import { base64, fromBase64 } from "../base/bytes.ts";
import { SealError } from "../crypto/seal.ts";
import { type Api, ApiRefusal } from "./api.ts";
import { type AppointmentPasses, drawPasses, openPractitionerPasses } from "./appointment-passes.ts";
import { instantsOf } from "./german-time.ts";
import { openDetails, sealDetails } from "./sealed-entry.ts";
import type { SeenRevisions } from "./seen-revisions.ts";
import type { SessionKeys } from "./session-keys.ts";
import { UnansweredActs } from "./unanswered-acts.ts";

/** Who lets patients in. */
export type Admission = "automatic" | "byPractitioner";

/** What a person fills in. */
export interface AppointmentForm {
  readonly participant: string;
  readonly subject: string;
  readonly email: string;
  readonly language: "de" | "en";
  /** German wall time, `2026-11-24T09:30`. */
  readonly start: string;
  /** Of a time that occurs twice, the second. */
  readonly fold: boolean;
  readonly durationMinutes: number;
  readonly admission: Admission;
}

/** A planned consultation, opened. */
export interface Appointment extends AppointmentForm, AppointmentPasses {
  readonly startUtc: Date;
  readonly cancelled: boolean;
  /** Raised by every change; a change names the one that was seen. */
  readonly revision: number;
}

interface Stored {
  readonly id: string;
  readonly start: string;
  readonly fold: boolean;
  readonly durationMinutes: number;
  readonly admission: Admission;
  readonly sealedDetails: string;
  readonly sealedPractitionerPasses: string;
  readonly cancelled: boolean;
  readonly revision: number;
  readonly change: string;
}

/** What a range of days holds. */
export interface Listed {
  /** By start. */
  readonly appointments: readonly Appointment[];
  /** How many more there are that the server serves altered, or as they once were. */
  readonly altered: number;
}

const DRAWS = 5;

/** The instant of a wall time. The server's word is not taken for it; a time that does not exist is none of ours. */
function startOf({ start, fold }: Pick<AppointmentForm, "start" | "fold">): Date {
  const [first, second = first] = instantsOf(start);
  const instant = fold ? second : first;
  if (instant === undefined) {
    throw new SealError("no such time");
  }
  return instant;
}

type Details = Pick<Appointment, "participant" | "subject" | "email" | "language" | "patient" | "passes">;

/** The appointment as it is now, when somebody changed it after it was seen. */
function presentIn(failure: unknown): Stored | undefined {
  return failure instanceof ApiRefusal && failure.code === "changedMeanwhile"
    ? (failure.details["appointment"] as Stored)
    : undefined;
}

/** The practice's appointments: everything readable is opened and sealed here, in the browser. */
export class Appointments {
  readonly #api: Api;
  readonly #keys: SessionKeys;
  readonly #stretch: Stretch;
  /**
   * Passes drawn for an appointment the server has not confirmed: saving the form again must not plan a second one.
   * Another form never gets them: the first appointment may be stored, and its patient invited.
   */
  #draft: { readonly attempt: number; readonly passes: AppointmentPasses } | undefined;
  readonly #acts = new UnansweredActs();
  readonly #seen: Pick<SeenRevisions, "latest">;

  constructor(api: Api, keys: SessionKeys, stretch: Stretch, seen: Pick<SeenRevisions, "latest">) {
    this.#seen = seen;
    this.#api = api;
    this.#keys = keys;
    this.#stretch = stretch;
  }

  /** Appointments from one German day to another, both `2026-11-24`. */
  async list(from: string, to: string): Promise<Listed> {
    const stored = await this.#api.request<readonly Stored[]>("GET", `/appointments/?from=${from}&to=${to}`);
    const latest = await this.#seen.latest(stored);
    const opened = await Promise.all(latest.map((entry) => this.#open(entry)));
    const appointments = opened.filter((appointment) => appointment !== undefined);
    return { appointments, altered: stored.length - appointments.length };
  }

  /**
   * Plans a new appointment with new links and codes. Called again after a failure, for the same attempt (one opened
   * form), it goes on with the same one.
   */
  async plan(form: AppointmentForm, attempt: number): Promise<Appointment> {
    for (let draw = 1; ; draw++) {
      const passes = await this.#passesFor(attempt);
      try {
        const planned = await this.#put(form, passes);
        this.#draft = undefined;
        return planned;
      } catch (refusal) {
        if (!(refusal instanceof ApiRefusal && refusal.code === "codeTaken") || draw === DRAWS) {
          throw refusal;
        }
        this.#draft = undefined;
      }
    }
  }

  async #passesFor(attempt: number): Promise<AppointmentPasses> {
    if (this.#draft?.attempt !== attempt) {
      const environment = { api: this.#api, stretch: this.#stretch };
      this.#draft = { attempt, passes: await drawPasses(this.#keys.practitionerPublicKey, environment) };
    }
    return this.#draft.passes;
  }

  /** Changes an appointment; its links and codes stay. */
  change(before: Appointment, form: AppointmentForm): Promise<Appointment> {
    return this.#put(form, before, before.revision);
  }

  async cancel({ id, revision }: Appointment): Promise<void> {
    const change = this.#acts.name(id, `cancel ${revision}`);
    await this.#api.request("DELETE", `/appointments/${id}?change=${change}&seen=${revision}`);
    this.#acts.answered(id);
  }

  async #put(form: AppointmentForm, own: AppointmentPasses, seen?: number): Promise<Appointment> {
    const { id, patient, practitioner, passes, sealedPractitionerPasses } = own;
    try {
      await this.#api.request<Stored>("PUT", `/appointments/${id}`, await this.#body(form, own, seen));
      this.#acts.answered(id);
      const opened = { startUtc: startOf(form), cancelled: false, revision: (seen ?? 0) + 1 };
      return { ...form, id, patient, practitioner, passes, sealedPractitionerPasses, ...opened };
    } catch (refusal) {
      const present = presentIn(refusal);
      if (present === undefined || !this.#acts.has(id, present.change)) {
        throw refusal;
      }
      return this.#put(form, own, present.revision);
    }
  }

  async #body(form: AppointmentForm, own: AppointmentPasses, seen: number | undefined): Promise<object> {
    const { participant, subject, email, language, start, fold, durationMinutes, admission } = form;
    const { id, patient, passes, sealedPractitionerPasses } = own;
    const details = { participant, subject, email, language, patient, passes };
    const facts = { ...form, id, revision: (seen ?? 0) + 1, sealedPractitionerPasses };
    return {
      change: this.#acts.name(id, JSON.stringify([form, seen])),
      seen: seen ?? null,
      start,
      fold,
      durationMinutes,
      admission,
      sealedDetails: base64(await sealDetails(this.#keys.practiceKey, facts, details)),
      sealedPractitionerPasses,
      passes,
    };
  }

  async #open(stored: Stored): Promise<Appointment | undefined> {
    const { sealedDetails, change: _, ...plain } = stored;
    const revision = stored.revision - Number(stored.cancelled);
    try {
      const details =
        (await openDetails(this.#keys.practiceKey, { ...stored, revision }, fromBase64(sealedDetails))) as Details;
      const { practitionerKeys, olderPractitionerKeys = [] } = this.#keys;
      const pairs = practitionerKeys === undefined ? [] : [practitionerKeys, ...olderPractitionerKeys];
      const practitioner = await openPractitionerPasses(pairs, stored);
      return { ...plain, ...details, startUtc: startOf(stored), practitioner };
    } catch (failure) {
      if (failure instanceof SealError) {
        return undefined;
      }
      throw failure;
    }
  }
}
