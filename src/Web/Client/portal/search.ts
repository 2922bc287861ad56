/** Letters with a common spelling that Unicode does not decompose. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/ß/g, "ss"],
  [/æ/g, "ae"],
  [/œ/g, "oe"],
  [/ø/g, "o"],
  [/ł/g, "l"],
  [/đ/g, "d"],
  [/ı/g, "i"],
];

/** Text as search compares it: small letters without marks, however a keyboard wrote them. */
function plain(text: string): string {
  const bare = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return spellings.reduce((spelt, [letter, letters]) => spelt.replaceAll(letter, letters), bare);
}

/** With umlauts written as two letters, as people without an umlaut key do. */
function spelledOut(text: string): string {
  return plain(text.normalize("NFC").toLowerCase().replaceAll(/[äöü]/g, (letter) => `${letter}e`));
}

/** Whether all words of the search occur in a text, in any order, with or without diacritics. */
export function matcher(search: string): (text: string) => boolean {
  const words = plain(search).split(/[\s,;]+/).filter((word) => word !== "");
  return (text) => {
    const places = [plain(text), spelledOut(text)];
    return words.every((word) => places.some((place) => place.includes(word)));
  };
}
