import { IntlMessageFormat } from "intl-messageformat";
import type german from "../../Texts/de.json";

/** A key of the dictionary both languages share (src/Web/Texts). */
export type TextKey = keyof typeof german;

let texts: Partial<Record<TextKey, string>> | undefined;

function embedded(): Partial<Record<TextKey, string>> {
  return JSON.parse(document.getElementById("texts")?.textContent ?? "{}") as Partial<Record<TextKey, string>>;
}

/** The text in the page's language with the values filled in; without values as it is written. */
export function text(key: TextKey, values?: Readonly<Record<string, string | number>>): string {
  texts ??= embedded();
  return fill(texts[key] ?? key, document.documentElement.lang, values);
}

/** Fills values into an ICU message: `{name}`, and plurals as `{count, plural, one {# day} other {# days}}`. */
export function fill(
  message: string,
  language: string,
  values: Readonly<Record<string, string | number>> | undefined,
): string {
  const format = values && new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  return format === undefined ? message : String(format.format(values));
}
