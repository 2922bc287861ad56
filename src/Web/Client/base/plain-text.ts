/**
 * What a person meant by a text that is typed or pasted: one character for what looks alike (NFKC), lower case, digits
 * of all scripts as 0 to 9, and nothing that cannot be seen.
 */
export function plainText(typed: string): string {
  return withoutInvisible(typed.normalize("NFKC")).replaceAll(/\p{Nd}/gu, asciiDigit).toLowerCase();
}

/** The text without characters that show nothing: zero-width ones, soft hyphens, direction marks, fillers. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\uFFFC\u{1D159}]/gu, "");
}

/**
 * Whether people who read the name see anything: a mark alone needs a letter to stand on. Names are otherwise left as
 * they were typed.
 */
export function isVisible(name: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(name));
}

/** Decimal digits of a script follow each other from zero to nine (Unicode, section 4.6). */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) {
    value++;
  }
  return String(value % 10);
}
