import { expect, test, vi } from "vitest";
import { parseRoomLink, parseTypedCode, roomLink } from "../../../src/Web/Client/visit/room-link.ts";

vi.stubGlobal("location", { origin: "https://video.example" });

test("a link carries the code behind the #", () => {
  expect(roomLink("c3fe04d96")).toBe("https://video.example/#c3f-e04-d96");
  expect(parseRoomLink("#c3f-e04-d96")).toEqual({ code: "c3fe04d96", name: undefined });
});

test("the portal's own link carries the practitioner's name too", () => {
  const link = roomLink("c3fe04d96", "Dr. Müller, Chirurgie");
  expect(parseRoomLink(new URL(link).hash)).toEqual({ code: "c3fe04d96", name: "Dr. Müller, Chirurgie" });
});

test.each(["#C3F%20E04%20D96", "#c3f%2De04%2Dd96", "#c3fe04d96."])("%s is read as people meant it", (fragment) => {
  expect(parseRoomLink(fragment)?.code).toBe("c3fe04d96");
});

test.each(["", "#", "#content", "#%", "#%E0%A4", "#c3f-e04,", "#,Dr.%20No"])(
  "%s opens no room and breaks nothing",
  (fragment) => {
    expect(parseRoomLink(fragment)).toBeUndefined();
  },
);

test("a broken name loses neither itself nor the code", () => {
  expect(parseRoomLink("#c3f-e04-d96,100%")).toEqual({ code: "c3fe04d96", name: "100%" });
});

test.each([
  "c3f e04 d96",
  "#c3f-e04-d96",
  " https://video.example/#c3f-e04-d96 ",
  "https://video.example/#c3f-e04-d96,Dr.%20Müller",
])("%s in the code's field is that code", (typed) => {
  expect(parseTypedCode(typed)).toBe("c3fe04d96");
});

test.each(["", "c3f-e04", "https://video.example/", "https://video.example/#content"])(
  "%s in the code's field is none",
  (typed) => {
    expect(parseTypedCode(typed)).toBeUndefined();
  },
);
