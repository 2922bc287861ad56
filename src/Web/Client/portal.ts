import { stretchInWorker } from "./crypto/argon2.ts";
import { browserKeyStore } from "./crypto/key-store.ts";
import type { AccountTools } from "./portal/account.ts";
import { httpApi } from "./portal/api.ts";
import { Appointments } from "./portal/appointments.ts";
import { AppointmentsPage } from "./portal/appointments-page.ts";
import { loginPage } from "./portal/login-page.ts";
import { registerPage } from "./portal/register-page.ts";
import { findSession, forgetSession } from "./portal/session-keys.ts";

const tools: AccountTools = { api: httpApi(), store: browserKeyStore, stretch: stretchInWorker };

async function signOut(): Promise<void> {
  await forgetSession(tools.store);
  await tools.api.request("DELETE", "/session");
  location.assign("/arzt");
}

/** Pages that need the keys: without them (browser data cleared) the person signs in again. */
async function signedIn(page: string): Promise<void> {
  const keys = await findSession(tools.store);
  if (keys === undefined) {
    await signOut();
  } else if (page === "appointments") {
    await new AppointmentsPage(new Appointments(tools.api, keys, tools.stretch), keys.fullName).start();
  } else {
    document.querySelector("#practice-name")?.replaceChildren(`${keys.fullName}, ${keys.practiceName}`);
  }
}

function wireMenu(): void {
  const toggle = document.querySelector("#menu-toggle");
  toggle?.addEventListener("click", () => {
    const open = document.querySelector("#menu")?.classList.toggle("open") ?? false;
    toggle.setAttribute("aria-expanded", String(open));
  });
  document.querySelector("#sign-out")?.addEventListener("click", () => void signOut());
}

wireMenu();
const page = document.querySelector<HTMLElement>("main[data-page]")?.dataset["page"] ?? "";
if (page === "login") {
  loginPage(tools);
} else if (page === "register") {
  registerPage(tools);
} else {
  void signedIn(page);
}
