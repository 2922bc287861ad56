import { make } from "./base/dom.ts";
import { text, type TextKey } from "./base/texts.ts";
import { pageClock } from "./base/worker-clock.ts";
import { stretchInWorker, workerUrl } from "./crypto/argon2.ts";
import { browserKeyStore } from "./crypto/key-store.ts";
import type { AccountTools } from "./portal/account.ts";
import { httpApi } from "./portal/api.ts";
import { Appointments } from "./portal/appointments.ts";
import { AppointmentsPage } from "./portal/appointments-page.ts";
import { loginPage } from "./portal/login-page.ts";
import { registerPage } from "./portal/register-page.ts";
import { findSession } from "./portal/session-keys.ts";
import { SignOut, type SignedOutPage } from "./portal/sign-out.ts";
import { LiveConnection } from "./portal/start/live-connection.ts";
import { StartPage } from "./portal/start/start-page.ts";
import { openHubConnection } from "./wire/hub-connection.ts";

const clock = pageClock(() => new Worker(workerUrl("timer-worker"), { type: "module" }));
const tools: AccountTools = { api: httpApi(), store: browserKeyStore, stretch: stretchInWorker };

const signedOutWords = {
  here: "portal.signingOut",
  elsewhere: "portal.signedOutElsewhere",
  offline: "portal.signedOutOffline",
} as const satisfies Readonly<Record<Parameters<SignedOutPage["empty"]>[0], TextKey>>;

const signOut = new SignOut(tools, new BroadcastChannel("redconnect.session"), {
  empty: (why) => {
    const words = make("p", { role: "alert", textContent: text(signedOutWords[why]) });
    const title = make("h1", { textContent: text("portal.signOut") });
    const again = make("a", { href: "/arzt", className: "button", textContent: text("login.title") });
    const next = make("p", {}, again);
    document.querySelector("main[data-page]")?.replaceChildren(title, words, next);
  },
  leave: () => location.assign("/arzt"),
});

/** Pages that need the keys: without them (browser data cleared) the person signs in again. */
async function signedIn(page: string): Promise<void> {
  const keys = await findSession(tools.store);
  if (keys === undefined) {
    await signOut.now();
  } else if (page === "appointments") {
    await new AppointmentsPage(new Appointments(tools.api, keys, tools.stretch), keys.fullName).start();
  } else {
    document.querySelector("#practice-name")?.replaceChildren(`${keys.fullName}, ${keys.practiceName}`);
    const live = new LiveConnection((attempt) => openHubConnection("/hubs/portal", attempt), clock);
    live.events.on("signedOut", () => void signOut.now());
    const appointments = new Appointments(tools.api, keys, tools.stretch);
    new StartPage({ appointments, live, clock, fullName: keys.fullName }).start();
  }
}

function wireMenu(): void {
  const toggle = document.querySelector("#menu-toggle");
  toggle?.addEventListener("click", () => {
    const open = document.querySelector("#menu")?.classList.toggle("open") ?? false;
    toggle.setAttribute("aria-expanded", String(open));
  });
  document.querySelector("#sign-out")?.addEventListener("click", () => void signOut.now());
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
