import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive; `claim` is a false size for the directory. */
export type Part = Readonly<{ name: string; data: Buffer | string; claim?: number; isEncrypted?: boolean }>;

/** Writes a zip archive by hand, so that tests can make malicious ones. */
export function zip(parts: readonly Part[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claim, isEncrypted } of parts) {
    const bytes = Buffer.from(data);
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26); // version to extra length, the same in both headers
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claim ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14); // comment length to offset of the local header
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...locals, list, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)]);
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** The parts of a workbook with these sheets, whose rows are XML. */
export function workbookParts(sheets: Readonly<Record<string, string>>): Part[] {
  const names = Object.keys(sheets);
  return [
    {
      name: 'xl/workbook.xml',
      data: `<workbook ${sheetNamespace} xmlns:r="${office}"><sheets>${names
        .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${names
        .map(
          (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join('')}</Relationships>`,
    },
    ...names.map((name, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<worksheet ${sheetNamespace}><sheetData>${sheets[name]}</sheetData></worksheet>`,
    })),
  ];
}

/** Rows of XML from plain texts; a text that starts with `<` is the XML of its cell. */
export function sheetRows(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells, r) => {
      const inside = cells.map((cell, c) => {
        const at = `${String.fromCharCode(65 + c)}${r + 1}`;
        return cell.startsWith('<')
          ? `<c r="${at}">${cell}</c>`
          : `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
      });
      return `<row r="${r + 1}">${inside.join('')}</row>`;
    })
    .join('');
}

export function workbook(rows: readonly (readonly string[])[]): Buffer {
  return zip(workbookParts({ 专利: sheetRows(rows) }));
}
