import { sha256 } from "../../../src/Web/Client/base/bytes.ts";
import type { AccountTools } from "../../../src/Web/Client/portal/account.ts";
import { type Api, ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import type { SealedCredentials } from "../../../src/Web/Client/portal/credentials.ts";
import type { Role } from "../../../src/Web/Client/portal/user-card.ts";
import { memory } from "./memory.ts";

interface Row {
  readonly id: string;
  readonly user: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly sealedFullName: string;
  readonly sealedCard: string;
  readonly credentials: SealedCredentials;
  readonly revision: number;
}

interface Keys {
  readonly revision: number;
  readonly sealedPublicKey: string;
  readonly copies: readonly { readonly userId: string; readonly sealedPrivateKey: string }[];
  readonly sheetCopy: string;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * What the server keeps of one practice and hands out again: ciphertext. It checks nothing: that is the server's tests'
 * part; here only what browsers can make of it counts.
 */
export class PortalServer {
  readonly rows = new Map<string, Row>();
  readonly keys: Keys[] = [];
  readonly bodies: string[] = [];
  sheet = { auth: "", keyRing: "", sealedCard: "" };

  /** A browser in which this user signs in, or nobody yet. */
  browser(user: string): AccountTools {
    const api: Api = {
      request: <T>(method: string, path: string, body: unknown = {}) =>
        Promise.resolve(this.#answer(user, `${method} ${path}`, body as Body) as T),
    };
    return { api, store: memory(), stretch: (password, salt) => sha256(Uint8Array.of(...password, ...salt)) };
  }

  #answer(user: string, request: string, body: Body): unknown {
    this.bodies.push(JSON.stringify(body));
    const [, id = ""] = /\/users\/([0-9a-f]+)/.exec(request) ?? [];
    if (request.endsWith("/access")) {
      return this.#change(id, body);
    }
    if (/^PUT \/users\/[0-9a-f]+$/.test(request)) {
      return this.#store({ ...(body as unknown as Row), id, active: true, revision: 2 });
    }
    if (request.endsWith("password")) {
      return this.#password(request.startsWith("PUT /users") ? id : this.#row(user).id, body);
    }
    return this.#simple(user, request, body);
  }

  #simple(user: string, request: string, body: Body): unknown {
    switch (request) {
      case "POST /practices":
        this.sheet = body["sheet"] as PortalServer["sheet"];
        return this.#store({ ...(body as unknown as Row), id: String(body["userId"]), active: true, revision: 2,
          roles: ["practitioner", "administrator"] });
      case "POST /session/challenge":
        return { challenge: "" };
      case "POST /session":
      case "GET /session":
        return this.#session(this.#row(user));
      case "GET /users/":
        return { keyRevision: this.keys.length + 1, sheetRevision: 1, sealedSheetCard: this.sheet.sealedCard,
          users: [...this.rows.values()].map((row) => ({ ...row, credentials: undefined, user: undefined })) };
      case "PUT /sheet":
        this.sheet = body["sheet"] as PortalServer["sheet"];
        return undefined;
      case "POST /sheet/ring":
        return { ...this.#session(this.#row(user)), sheetKeyRing: this.sheet.keyRing,
          keys: this.keys.map(({ sheetCopy, ...key }) => ({ ...key, sealedPrivateKey: sheetCopy })) };
      default:
        throw new ApiRefusal("notFound");
    }
  }

  #session({ id, credentials, ...row }: Row): object {
    const keys = this.keys.map(({ revision, sealedPublicKey, copies }) => ({ revision, sealedPublicKey,
      sealedPrivateKey: copies.find(({ userId }) => userId === id)?.sealedPrivateKey ?? null }));
    return { ...row, userId: id, wrappedKeyRing: credentials.wrappedKeyRing, mustChangePassword: false, keys };
  }

  #change(id: string, body: Body): void {
    const { keys, ...access } = body as unknown as { readonly keys: Keys | null } & Partial<Row>;
    this.rows.set(id, { ...this.#find(id), ...access });
    if (keys !== null) {
      this.keys.push(keys);
    }
  }

  #password(id: string, body: Body): void {
    const { credentials, sealedCard } = (body["password"] ?? body) as Pick<Row, "credentials" | "sealedCard">;
    this.rows.set(id, { ...this.#find(id), credentials, sealedCard });
  }

  #store(row: Row): void {
    this.rows.set(row.id, row);
  }

  #find(id: string): Row {
    const row = this.rows.get(id);
    if (row === undefined) {
      throw new ApiRefusal("unknownUser");
    }
    return row;
  }

  #row(user: string): Row {
    const row = [...this.rows.values()].find((one) => one.user === user && one.active);
    if (row === undefined) {
      throw new ApiRefusal("wrongCredentials");
    }
    return row;
  }
}
