import { expect, test, vi } from "vitest";
import { drawLink } from "../../../src/Web/Client/crypto/link-secret.ts";
import { addressWithoutLink, findPass, linkInAddress, roomLink } from "../../../src/Web/Client/visit/room-link.ts";

vi.stubGlobal("location", { origin: "https://video.example" });

const link = "ACNFZ4mrze8BI0VniavN7_Dh0sO0pZaHeGlaSzwtHg8";
const asLink = { kind: "link", link };
const asCode = { kind: "code", code: "c3fe04d96" };

function follow(address: string) {
  const { hash, pathname, search } = new URL(address, "https://video.example");
  return { found: linkInAddress({ hash, pathname }), rest: addressWithoutLink({ pathname, search }) };
}

test("a link carries its secret behind the #, and the portal's own one the practitioner's name too", () => {
  expect(roomLink(link)).toBe(`https://video.example/#${link}`);
  expect(follow(roomLink(link)).found).toEqual({ pass: asLink, name: undefined });
  const named = follow(roomLink(link, "Dr. Müller & Söhne, 100 %")).found;
  expect(named).toEqual({ pass: asLink, name: "Dr. Müller & Söhne, 100 %" });
});

test("a drawn link is read as what it is, whatever its letters", () => {
  for (let n = 0; n < 200; n++) {
    const drawn = drawLink("00".padEnd(32, "a"));
    expect(findPass(`https://video.example/#${drawn}`)?.pass).toEqual({ kind: "link", link: drawn });
  }
});

const carriers = [
  "/#X", "/%23X", "/%2523X", "/#X?utm_source=mail", "/#X&data=05%7C02", "/#X.", "/#X)", "/#X>", "/#X,", "/#X%20",
  "/%23X?utm_source=mail", "/%23X&data=05", "/?utm_source=mail#X", "/#\u200BX\u00AD", "/%252523X", "/#%23X", "/#%2523X",
  "/#/X", "/##X", "/%23X#utm_source=mail", "/#X%3E", "/#X%C2%BB", "/#X%22", "/#X&gt;", "/#X%",
];

test.each(carriers)("%s opens, as a link and as a code", (changed) => {
  expect(follow(changed.replace("X", link)).found?.pass).toEqual(asLink);
  expect(follow(changed.replace("X", "c3f-e04-d96")).found?.pass).toEqual(asCode);
});

test.each(["/#X", "/%23X", "/%2523X", "/%23X?a=b"])("%s leaves nothing of the link in the address", (changed) => {
  expect(follow(changed.replace("X", link)).rest).not.toContain(link);
});

const nothing = ["", "/", "/#", "/#content", "/#%", "/#%E0%A4", "/#c3f-e04", "/#&name=Dr.%20No", `/${link}`];

test.each([...nothing, "/?a=c3fe04d96"])(
  "%s opens no room and breaks nothing",
  (address) => {
    expect(follow(address).found).toBeUndefined();
  },
);

test.each([
  "c3f-e04-d96", " C3F E04 D96 ", "c3f–e04—d96", "c3feo4d96", "٩c٦-١٧٢-١٢٥", "９Ｃ６－１７２－１２５", "९c६-१७२-१२५",
  "c3f\u200B-e04\u2060-d96", "https://video.example/#c3f-e04-d96", "Ihr Code: c3f-e04-d96. Bis Montag!",
  "Bitte c3fe04d96 eingeben", "your code (c3f‑e04‑d96)", "Zugangscode: C3F E04 D96",
  "Ihr Code ist c3f\u00A0e04\u00A0d96.", "с3f-е04-d96", "С3Fー E04ーD96", "c3f-ε04-d96",
  "Tel. 089 123 456, Code c3f-e04-d96", "»c3f-e04-d96«", "c3f-e04-d96,",
  "c3f-e04-d96 (nochmals: C3F-E04-D96)", "\u2068c3f-e04-d96\u2069", "c𝟑f-e𝟎𝟒-d𝟗𝟔", "c۳f-e۰۴-d۹۶",
])("%s in the code's field is that code", (typed) => {
  const digits = /[٩９९]/.test(typed) ? "9c6172125" : "c3fe04d96";
  expect(findPass(typed)?.pass).toEqual({ kind: "code", code: digits });
});

test.each([
  link, ` https://video.example/#${link} `, `Guten Tag, Ihr Link: https://video.example/#${link} Ihre Praxis`,
  `https://video.example/#${link.slice(0, 20)}\r\n${link.slice(20)}`, `<https://video.example/#${link}>`,
  `https://video.example/＃${link}`, `https://video.example/&#35;${link}`, `"https://video.example/#${link}",`,
  `> https://video.example/#${link.slice(0, 9)}\n> > ${link.slice(9)}`, `»https://video.example/#${link}«`,
  `https://video.example/#${link.slice(0, 30)}=\r\n${link.slice(30)}`, `[Link](https://video.example/#${link})`,
  `Code c3f-e04-d96 oder https://video.example/#${link}`,
  `https://safe.example/?url=https%3A%2F%2Fvideo.example%2F%23${link}&data=05`,
])("%s in the code's field is that link", (typed) => {
  expect(findPass(typed)?.pass).toEqual(asLink);
});

const second = `https://video.example/#${drawLink("cd".repeat(16))}`;
const noCodes = [
  "Arzt: 111-222-333, Patient: c3f-e04-d96", `https://video.example/#${link} ${second}`,
  "", "c3f-e04", "https://video.example/", "https://video.example/#content", "c3f-e04-d96-1"];

test.each([...noCodes, "gutes feedbacco"])(
  "%s in the code's field is none",
  (typed) => {
    expect(findPass(typed)).toBeUndefined();
  },
);
