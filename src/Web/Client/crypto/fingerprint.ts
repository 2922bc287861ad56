/** A SHA-256 certificate fingerprint as 64 lower-case digits; undefined for another hash or another form. */
export function readFingerprint(algorithm: string, value: string): string | undefined {
  const digits = value.replaceAll(":", "").toLowerCase();
  return algorithm.toLowerCase() === "sha-256" && /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

/**
 * The fingerprint of the one certificate that a session description allows (RFC 8122), whichever sections name it.
 * Undefined if there is none, if there are different ones, or if any mention has an unusual form: browsers differ in
 * which of several they believe, and in what they still read as a fingerprint.
 */
export function fingerprintIn(sdp: string): string | undefined {
  const mentions = sdp.split(/\r\n|\r|\n/).filter((line) => /fingerprint/i.test(line));
  const [first, ...others] = mentions.map(readLine);
  return others.every((other) => other === first) ? first : undefined;
}

function readLine(line: string): string | undefined {
  const [, algorithm, value] = /^a=fingerprint:(\S+) ([\dA-F:]+)$/i.exec(line) ?? [];
  return algorithm === undefined || value === undefined ? undefined : readFingerprint(algorithm, value);
}
