import { base64, fromBase64, fromUtf8 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { openUser, unwrapNamingKey, type UserSecrets } from "../crypto/key-ring.ts";
import { open, SealError } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import { drawWorkplace, findWorkplace, keepWorkplace, type Workplace } from "../crypto/workplace.ts";
import { type AccountTools, type Credentials, prove, sealName } from "./account.ts";
import { type Api, ApiRefusal } from "./api.ts";
import type { SessionKeys } from "./session-keys.ts";

/** Whether a workplace may be used. */
export type WorkplaceStatus = "requested" | "approved" | "blocked" | "rejected";

/** A workplace as the list shows it. */
export interface ListedWorkplace {
  readonly id: string;
  readonly status: WorkplaceStatus;
  /** Empty when it has none, or none that can be opened. */
  readonly name: string;
  /** User id of who asked; empty when nobody did. */
  readonly by: string;
  readonly since: Date;
  /** `2026-11-24`, a day in UTC. */
  readonly lastUsed: string | null;
  /** This browser. */
  readonly here: boolean;
  readonly revision: number;
}

type StoredWorkplace = Omit<ListedWorkplace, "name" | "since"> & {
  readonly sealedName: string;
  readonly since: string;
};

/** A browser that asked, until somebody decides. */
export interface PendingWorkplace {
  readonly id: string;
  readonly practice: string;
}

const FREE_TO_ASK_AGAIN = new Set(["unknownWorkplace"]);

/**
 * Asks that this browser be approved. `refusal` is the `workplaceUnknown` of the sign-in: it brings the key that seals
 * the name. Asked again, the same browser asks with the same workplace, so that a lost answer makes no second request.
 */
export async function askForApproval(tools: AccountTools, form: Credentials, name: string,
  refusal: ApiRefusal): Promise<PendingWorkplace> {
  const secrets = await openUser(form.practice, form.user, form.password, tools.stretch);
  const workplace = await candidate(tools, form.practice);
  await tools.api.request("POST", "/workplaces/requests", {
    signIn: await prove(tools.api, form, secrets, workplace),
    workplace: {
      id: workplace.id,
      publicKey: base64(workplace.publicKey),
      sealedName: await sealName(await namingKey(form, secrets, refusal), form.practice, workplace, name),
    },
  });
  return { id: workplace.id, practice: form.practice };
}

function namingKey(form: Credentials, { userKey }: UserSecrets, refusal: ApiRefusal): Promise<CryptoKey> {
  const { sealedNamingKey } = refusal.details as { readonly sealedNamingKey: string };
  return unwrapNamingKey(fromBase64(sealedNamingKey), userKey, form.practice, form.user);
}

/** A workplace that was blocked or rejected does not come back: the browser asks as another one. */
async function candidate({ api, store }: AccountTools, practice: string): Promise<Workplace> {
  const kept = await findWorkplace(store, practice);
  if (kept !== undefined && (await statusOf(api, { id: kept.id, practice })) === "requested") {
    return kept;
  }
  const workplace = await drawWorkplace();
  await keepWorkplace(store, practice, workplace);
  return workplace;
}

/** What became of a request; `undefined` when there is none, or it is over. */
export async function statusOf(api: Api, { id, practice }: PendingWorkplace): Promise<WorkplaceStatus | undefined> {
  try {
    const path = `/workplaces/requests/${id}?practice=${await keyName(practice)}`;
    return (await api.request<{ readonly status: WorkplaceStatus }>("GET", path)).status;
  } catch (failure) {
    if (failure instanceof ApiRefusal && FREE_TO_ASK_AGAIN.has(failure.code)) {
      return undefined;
    }
    throw failure;
  }
}

const POLL_MS = 4000;

/**
 * Waits for a decision, asking every few seconds, whatever the line does meanwhile. Tells once, with `undefined` when
 * the request is over; the returned function stops it.
 */
export function awaitDecision(api: Api, clock: Pick<Clock, "after">, pending: PendingWorkplace,
  decided: (status: WorkplaceStatus | undefined) => void): () => void {
  let stop: () => void = () => undefined;
  let stopped = false;
  const ask = async (): Promise<void> => {
    const status = await statusOf(api, pending).catch(() => "requested" as const);
    if (stopped) {
      return;
    }
    if (status === "requested") {
      stop = clock.after(POLL_MS, () => void ask());
    } else {
      decided(status);
    }
  };
  void ask();
  return () => {
    stopped = true;
    stop();
  };
}

/** The workplaces of the signed-in practice. */
export class Workplaces {
  readonly #api: Api;
  readonly #keys: SessionKeys;

  constructor(api: Api, keys: SessionKeys) {
    this.#api = api;
    this.#keys = keys;
  }

  async list(): Promise<readonly ListedWorkplace[]> {
    const stored = await this.#api.request<readonly StoredWorkplace[]>("GET", "/workplaces/");
    return Promise.all(stored.map((workplace) => this.#open(workplace)));
  }

  /** Refusal `changedMeanwhile` when somebody else decided after it was seen. */
  async decide({ id, revision }: ListedWorkplace, status: "approved" | "rejected" | "blocked"):
    Promise<ListedWorkplace> {
    const body = { status, seen: revision };
    return this.#open(await this.#api.request<StoredWorkplace>("PUT", `/workplaces/${id}/status`, body));
  }

  async rename({ id }: Pick<ListedWorkplace, "id">, name: string): Promise<void> {
    const sealedName = await sealName(this.#keys.namingKey, this.#keys.practiceName, { id }, name);
    await this.#api.request("PUT", `/workplaces/${id}/name`, { sealedName });
  }

  async #open({ sealedName, since, ...plain }: StoredWorkplace): Promise<ListedWorkplace> {
    return { ...plain, since: new Date(since), name: await this.#name(plain.id, sealedName) };
  }

  async #name(id: string, sealed: string): Promise<string> {
    const practice = await keyName(this.#keys.practiceName);
    try {
      const opened = sealed === "" ? undefined
        : await open(this.#keys.namingKey, fromBase64(sealed), "workplace", practice, id);
      return opened === undefined ? "" : fromUtf8(opened);
    } catch (failure) {
      if (failure instanceof SealError) {
        return "";
      }
      throw failure;
    }
  }
}
