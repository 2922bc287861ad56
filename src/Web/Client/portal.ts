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
import { SeenRevisions } from "./portal/seen-revisions.ts";
import { ServerTime } from "./portal/server-time.ts";
import { findSession, type SessionKeys } from "./portal/session-keys.ts";
import { SignOut, type SignedOutReason, watchSession } from "./portal/sign-out.ts";
import { LiveConnection } from "./portal/start/live-connection.ts";
import { StartPage } from "./portal/start/start-page.ts";
import { findSheet } from "./portal/unconfirmed-sheet.ts";
import { openHubConnection } from "./wire/hub-connection.ts";

const page = document.querySelector<HTMLElement>("main[data-page]")?.dataset["page"] ?? "";
const hasKeys = page !== "login" && page !== "register";
const time = new ServerTime(Number(document.body.dataset["now"]));
const tools: AccountTools = { api: httpApi(time), store: browserKeyStore, stretch: stretchInWorker };

const signedOutWords = {
  here: "portal.signingOut",
  elsewhere: "portal.signedOutElsewhere",
  offline: "portal.signedOutOffline",
  ended: "portal.sessionEnded",
  replaced: "portal.sessionReplaced",
} as const satisfies Readonly<Record<SignedOutReason, TextKey>>;

let shown: AppointmentsPage | StartPage | undefined;

const signOut = new SignOut(tools, new BroadcastChannel("redconnect.session"), {
  empty: (why) => {
    if (hasKeys) {
      shown?.close();
      const words = make("p", { role: "alert", textContent: text(signedOutWords[why]) });
      const title = make("h1", { textContent: text("portal.signOut") });
      const label = text(why === "replaced" ? "portal.start" : "login.title");
      const next = make("p", {}, make("a", { href: "/arzt", className: "button", textContent: label }));
      document.querySelector("main[data-page]")?.replaceChildren(title, words, next);
    }
  },
  leave: () => location.assign("/arzt"),
});

/** Pages that need the keys: without them (browser data cleared) the person signs in again. */
async function signedIn(): Promise<void> {
  const keys = await findSession(tools.store);
  if (keys === undefined) {
    await signOut.now();
  } else if ((await findSheet(tools.store, keys)) !== undefined) {
    location.replace("/arzt/registrieren");
  } else {
    const api = watchSession(tools.api, () => void signOut.ended());
    const appointments = new Appointments(api, keys, tools.stretch, new SeenRevisions(tools.store, keys.userId));
    await (page === "appointments" ? showAppointments(appointments, keys) : showStart(appointments, keys));
  }
}

function showAppointments(appointments: Appointments, { fullName }: SessionKeys): Promise<void> {
  const shownPage = new AppointmentsPage(appointments, fullName, time);
  shown = shownPage;
  return shownPage.start();
}

function showStart(appointments: Appointments, { fullName, practiceName }: SessionKeys): void {
  document.querySelector("#practice-name")?.replaceChildren(`${fullName}, ${practiceName}`);
  const clock = pageClock(() => new Worker(workerUrl("timer-worker"), { type: "module" }));
  const live = new LiveConnection((attempt) => openHubConnection("/hubs/portal", attempt), clock);
  live.events.on("signedOut", () => void signOut.ended());
  shown = new StartPage({ appointments, live, clock, time, fullName });
  shown.start();
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
if (page === "login") {
  loginPage(tools, () => signOut.replaced());
} else if (page === "register") {
  registerPage(tools, () => signOut.replaced());
} else {
  void signedIn();
}
