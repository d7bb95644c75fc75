import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname } from 'node:path';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { auditFiles } from '../../server/platform/files/audit-files.ts';
import { fileEvidence, signedDeal, upload as uploadFor } from '../support/deals.ts';
import { newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { untilSettled } from '../support/imports.ts';
import { readableLog } from '../support/log.ts';
import { member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';

const log = readableLog();
const clock = testClock();
let app: TestApp;
let university: Member;
beforeAll(async () => {
  app = await startApp({ logger: log, clock });
  university = await member(app, 'university');
});
afterAll(() => app.stop());

const upload = async (content: string): Promise<string> => {
  const fileId = newId();
  const response = await fetch(`${app.address}/api/files/${fileId}?name=contract.pdf`, {
    method: 'PUT',
    headers: { cookie: university.cookie },
    body: content,
  });
  expect(response.status).toBe(200);
  return fileId;
};
const download = (fileId: string) => university.send('files.download', { params: { fileId } });
const place = (fileId: string) => app.app.files.pathOf(fileId);
const flipByte = (fileId: string, at: number) => {
  const bytes = readFileSync(place(fileId));
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(place(fileId), bytes);
};
const faults = async () => (await app.app.files.state()).faults;

describe('a stored file whose bytes changed', () => {
  const large = 'x'.repeat(3 * 1024 * 1024);
  it.each<[string, (fileId: string) => void]>([
    ['by one bit in the middle', (fileId) => flipByte(fileId, 1_500_000)],
    ['in its last byte', (fileId) => flipByte(fileId, large.length - 1)],
    ['because its end is lost', (fileId) => truncateSync(place(fileId), 1_000)],
    ['because it is gone', (fileId) => rmSync(place(fileId))],
  ])('%s is refused with a plain message, not one byte of it is sent, and it is raised', async (_how, change) => {
    const fileId = await upload(large);
    expect((await download(fileId)).status).toBe(200);
    const before = await faults();
    change(fileId);
    const response = await download(fileId);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await response.json()).toMatchObject({ code: 'INTERNAL', details: { fileId } });
    expect(log.of('a stored file is not what was uploaded').at(-1)).toMatchObject({
      level: 'error',
      fields: { fileId },
    });
    expect(await faults()).toBe(before + 1);
  });

  it('is given out again once its bytes are what they were', async () => {
    const fileId = await upload('the contract');
    flipByte(fileId, 3);
    expect((await download(fileId)).status).toBe(500);
    const before = await faults();
    flipByte(fileId, 3);
    expect(await (await download(fileId)).text()).toBe('the contract');
    expect(await faults()).toBe(before - 1);
  });

  it('is refused as a list to import', async () => {
    const fileId = await upload('专利名称\n一种防腐涂层\n');
    flipByte(fileId, 20);
    const importId = newId();
    const body = { id: importId, commandId: newId(), expectedVersion: 0 as const, subject: 'patents' as const, fileId };
    await university.call('imports.create', { body });
    const { state, refusal } = await untilSettled(app, university, importId);
    expect({ state, refusal }).toMatchObject({
      state: 'refused',
      refusal: expect.stringMatching(/damaged/),
    });
  });

  it('is found in the night whose turn it is, and every file has its turn within the nights of the parameter', async () => {
    const fileId = await upload('专利名称\n一种从未下载的涂层\n');
    const importId = newId(); // names the file: what nothing names goes after a day
    const body = { id: importId, commandId: newId(), expectedVersion: 0 as const, subject: 'patents' as const, fileId };
    await university.call('imports.create', { body });
    await untilSettled(app, university, importId);
    flipByte(fileId, 0);
    const isRaised = () =>
      log
        .of('a stored file is not what was uploaded')
        .some(({ fields }) => 'fileId' in fields && fields.fileId === fileId);
    for (let night = 0; night < 31 && !isRaised(); night++) {
      clock.forward(86_400_000);
      await app.app.scheduler.runDue();
    }
    expect(isRaised()).toBe(true);
    const { verifiedSince } = await app.app.files.state();
    for (let night = 0; night < 31; night++) {
      clock.forward(86_400_000);
      await app.app.scheduler.runDue();
    }
    expect((await app.app.files.state()).verifiedSince?.getTime()).toBeGreaterThan(verifiedSince?.getTime() ?? 0);
  });
});

describe('the audit of files', () => {
  it('names the contract behind a changed file, also when the record of the file was changed with it', async () => {
    const signed = await signedDeal(app);
    const { fileId } = await certified(signed);
    const audit = () => auditFiles(app.app.events, app.app.files);
    const of = async () => (await audit()).faults.filter((fault) => fault.fileId === fileId);
    expect(await of()).toEqual([]);
    writeFileSync(place(fileId), 'another certificate');
    const fault = { fileId, streams: [`contract:${signed.contractId}`] };
    expect(await of()).toEqual([{ ...fault, fault: 'changed' }]);
    const other = { size: 19, sha256: createHash('sha256').update('another certificate').digest('hex') };
    await app.app.database.raw('files').updateOne({ _id: fileId }, { $set: other });
    expect(await of()).toEqual([{ ...fault, fault: 'changed' }]);
    await app.app.database.raw('files').deleteOne({ _id: fileId });
    expect(await of()).toEqual([{ ...fault, fault: 'missing' }]);
  });
});

/** A certificate that both sides of a contract take for right. */
async function certified(signed: Awaited<ReturnType<typeof signedDeal>>) {
  const file = await uploadFor(signed.supplier, 'the certificate');
  await fileEvidence(signed, {
    kind: 'filing',
    number: '备案 1',
    date: dateInShanghai(clock.now()),
    fileId: file.fileId,
  });
  return file;
}

describe('an upload that its sender breaks off', () => {
  it('is no error, leaves nothing behind, and can be sent again', async () => {
    const fileId = newId();
    const errorsBefore = log.lines.filter(({ level }) => level === 'error').length;
    const sent = request(`${app.address}/api/files/${fileId}?name=a`, {
      method: 'PUT',
      headers: { cookie: university.cookie, 'content-length': '1000000' },
    });
    sent.on('error', () => undefined);
    sent.write('x'.repeat(100_000));
    const parts = () => readdirSync(dirname(place(fileId))).filter((name) => name.startsWith(fileId));
    await until(() => parts().length === 1);
    sent.destroy();
    await until(() => parts().length === 0);
    await until(() => log.of('the caller left before the end').length > 0);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(errorsBefore);
    const again = await fetch(`${app.address}/api/files/${fileId}?name=a`, {
      method: 'PUT',
      headers: { cookie: university.cookie },
      body: 'whole',
    });
    expect(again.status).toBe(200);
  });

  it('is answered when it is too large, although its sender has not come to the end', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${app.address}/api/files/${newId()}?name=a`, {
        method: 'PUT',
        headers: { cookie: university.cookie, 'content-length': String(60 * 2 ** 20) },
      });
      sent.on('response', ({ statusCode }) => {
        resolve(statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.write(Buffer.alloc(51 * 2 ** 20)); // and then nothing
    });
    expect(answer).toBe(400);
  });
});
