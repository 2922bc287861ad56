import type german from "../../Texts/de.json";

/** A key of the dictionary both languages share (src/Web/Texts). */
export type TextKey = keyof typeof german;

let texts: Partial<Record<TextKey, string>> | undefined;

function embedded(): Partial<Record<TextKey, string>> {
  return JSON.parse(document.getElementById("texts")?.textContent ?? "{}") as Partial<Record<TextKey, string>>;
}

/** The text in the page's language, with `{name}` replaced by the values given. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  texts ??= embedded();
  return (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
