/** A mail as a mail program reads it: header names in lower case. */
export type ReadMail = Readonly<{ headers: Readonly<Record<string, string>>; text: string; html: string }>;

/** Reads a mail of one plain and one HTML part, as `nodemailer` writes them (RFC 2045–2047). */
export function readMail(raw: Buffer): ReadMail {
  const whole = partOf(raw.toString('latin1'));
  const boundary = /boundary="([^"]+)"/.exec(whole.headers['content-type'] ?? '')?.[1];
  const parts = boundary
    ? whole.body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => partOf(part.trimStart()))
    : [whole];
  const ofType = (type: string) => parts.find(({ headers }) => headers['content-type']?.startsWith(type));
  return { headers: whole.headers, text: decoded(ofType('text/plain')), html: decoded(ofType('text/html')) };
}

type Part = Readonly<{ headers: Readonly<Record<string, string>>; body: string }>;

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const fields = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1),
  ]);
  const headers = Object.fromEntries(
    fields.map(([name = '', value = '']) => [name, words(value.trim())]),
  ) as Part['headers'];
  return { headers, body: raw.slice(end + 4) };
}

function decoded(part: Part | undefined): string {
  if (!part) return '';
  const { headers, body } = part;
  const bytes =
    headers['content-transfer-encoding'] === 'base64'
      ? Buffer.from(body, 'base64')
      : headers['content-transfer-encoding'] === 'quoted-printable'
        ? quotedPrintable(body.replace(/=\r\n/g, ''))
        : Buffer.from(body, 'latin1');
  return bytes.toString('utf8').replace(/\r\n/g, '\n').trimEnd();
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** Encoded words of a header; between two of them a space means nothing. */
const words = (value: string): string =>
  value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      (how.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' '))).toString(
        'latin1',
      ),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
