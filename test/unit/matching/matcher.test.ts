import fc from 'fast-check';
import {
  Matcher,
  defaultWeights,
  gateCodes,
  restrictions,
  routes,
  sigmoid,
  textFeatures,
  type GateCode,
  type MatchNeed,
  type MatchPatent,
} from '../../../matching/index.ts';

const options = { today: '2026-03-01' };

const patent = (over: Partial<MatchPatent> = {}): MatchPatent => ({
  id: 'p1',
  holderId: 'university',
  title: '一种耐高温锂离子电池隔膜',
  abstract: '本发明公开了一种陶瓷涂覆的锂离子电池隔膜，热收缩率小于2%，耐温达到180℃。',
  ipc: ['H01M 50/449'],
  routes: ['transfer', 'ordinary-licence'],
  trl: 6,
  askingPrice: 500_000,
  expiresOn: '2040-01-01',
  ...over,
});

const need = (over: Partial<MatchNeed> = {}): MatchNeed => ({
  id: 'n1',
  demanderId: 'company',
  title: '寻求动力电池用耐高温隔膜技术',
  body: '需要可量产的陶瓷涂覆电池隔膜，热收缩率不高于3%。',
  routes: ['ordinary-licence'],
  budget: 800_000,
  trlMin: 5,
  ...over,
});

const others: MatchPatent[] = ['机器人关节减速器', '玻璃纤维增强塑料', '电池极片切割装置', '污水处理膜组件'].map(
  (title, i) => patent({ id: `other${i}`, title, abstract: `一种${title}，包括壳体和连接件。`, ipc: ['B25J 17/02'] }),
);

function matcherWith(patents: readonly MatchPatent[], needs: readonly MatchNeed[]): Matcher {
  const matcher = new Matcher();
  for (const p of patents) matcher.putPatent(p);
  for (const n of needs) matcher.putNeed(n);
  return matcher;
}

const explained = (p: MatchPatent, n: MatchNeed) => {
  const found = matcherWith([p, ...others], [n]).explain(n.id, p.id, options);
  if (!found) throw new Error('both are there');
  return found;
};

const anyPatent = fc
  .record(
    {
      trl: fc.integer({ min: 1, max: 9 }),
      askingPrice: fc.integer({ min: 0, max: 10_000_000 }),
      routes: fc.subarray([...routes]),
      restrictions: fc.subarray([...restrictions]),
      availableFrom: fc.constantFrom('2026-01-01', '2027-06-01'),
      province: fc.constantFrom('32', '33'),
      industries: fc.subarray(['C3841', 'C3842', 'C3911', 'A0111']),
      preferredIndustries: fc.subarray(['C3841', 'C3911']),
      ipc: fc.subarray(['H01M 10/0525', 'H01M 50/40', 'B25J 9/16']),
      holderRecord: fc.record({ asked: fc.nat(20), answered: fc.nat(20) }),
    },
    { requiredKeys: [] },
  )
  .map((over) => patent(over));
const anyNeed = fc
  .record(
    {
      budget: fc.integer({ min: 0, max: 10_000_000 }),
      trlMin: fc.integer({ min: 1, max: 9 }),
      routes: fc.subarray([...routes]),
      neededBy: fc.constantFrom('2026-02-01', '2027-01-01'),
      province: fc.constantFrom('32', '33'),
      remoteAccepted: fc.boolean(),
      industries: fc.subarray(['C3841', 'C3849', 'A0111']),
      ipc: fc.subarray(['H01M 10/0525', 'H01M', 'B25J 9/16']),
    },
    { requiredKeys: [] },
  )
  .map((over) => need(over));

describe('a patent in both languages', () => {
  const translated = {
    title: 'Heat-resistant separator',
    abstract:
      'A ceramic coated separator that shrinks little when heated and lasts for years in traction batteries '.repeat(5),
  };

  it('stays one in its own language, however long its translation is', () => {
    const whole = explained(patent({ translated }), need());
    const alone = explained(patent(), need());
    expect(whole.match.words[0]?.word).toBe(alone.match.words[0]?.word);
    expect(matcherWith([patent({ translated })], [need()]).matchesForNeed('n1', 1, options)[0]?.score).toBeGreaterThan(
      0.8 * alone.match.score,
    );
  });

  it('is for a need in either language what it would be if it were in that one alone', () => {
    const { title = '', abstract = '' } = translated;
    const asked = need({ id: 'n2', title: 'heat-resistant separator', body: 'shrinks little when heated' });
    const why = (patents: MatchPatent[], needId: string, patentId: string) =>
      matcherWith(patents, [need(), asked])
        .explain(needId, patentId, options)
        ?.match.needSide.contributions.filter(({ feature }) => textFeatures.some((name) => name === feature));
    const apart = [patent(), patent({ id: 'p2', title, abstract })];
    const [chinese, english] = [why(apart, 'n1', 'p1'), why(apart, 'n2', 'p2')];
    const { title: ownTitle, abstract: ownAbstract } = patent();
    const turned = patent({ title, abstract, translated: { title: ownTitle, abstract: ownAbstract } });
    for (const both of [patent({ translated }), turned])
      expect([why([both], 'n1', 'p1'), why([both], 'n2', 'p1')]).toEqual([chinese, english]);
  });

  it('asks needs of the other language in the words of its translation', () => {
    const others = ['bridge crane', 'bread slicer'].map((title, i) => need({ id: `o${i}`, title, body: title }));
    const asked = need({ id: 'n2', title: 'traction battery separator', body: 'ceramic coated' });
    const matcher = matcherWith([patent({ translated })], [...others, asked]);
    expect(matcher.matchesForPatent('p1', 1, options)).toMatchObject([{ needId: 'n2' }]);
  });

  it('stands in a list once, and is gone when it is removed, in both languages', () => {
    const both = patent({
      title: '碳化硅 MOSFET',
      translated: { title: 'Silicon carbide MOSFET', abstract: 'A MOSFET.' },
    });
    const matcher = matcherWith([both, ...others], []);
    expect(matcher.searchPatents('MOSFET', 10).map(({ id }) => id)).toEqual(['p1']);
    expect(matcher.searchPatents('silicon', 10)).toHaveLength(1);
    matcher.putPatent(patent({ title: '碳化硅 MOSFET' }));
    expect(matcher.searchPatents('silicon', 10)).toEqual([]);
    matcher.putPatent(both);
    matcher.removePatent('p1');
    expect(matcher.searchPatents('MOSFET', 10)).toEqual([]);
  });

  it('is found by a word of its translation that no table knows', () => {
    const asked = need({ title: 'traction batteries', body: 'separator' });
    expect(matcherWith([patent({ translated }), ...others], [asked]).matchesForNeed('n1', 1, options)).toMatchObject([
      { patentId: 'p1' },
    ]);
  });
});

describe('the matcher', () => {
  it('puts the fitting patent first for the need, and the need first for the patent', () => {
    const matcher = matcherWith([...others, patent()], [need(), need({ id: 'n2', title: '机器人', body: '减速器' })]);
    expect(matcher.matchesForNeed('n1', 3, options)[0]?.patentId).toBe('p1');
    expect(matcher.matchesForPatent('p1', 3, options)[0]?.needId).toBe('n1');
  });

  it('adds signed bars up to the log-odds and shows their sigmoid', () => {
    fc.assert(
      fc.property(anyPatent, anyNeed, (p, n) => {
        const { match } = explained(p, n);
        for (const name of ['needSide', 'patentSide'] as const) {
          const side = match[name];
          const { a: slope, b: shift } = defaultWeights[name].calibration;
          const sum = side.contributions.reduce((total, c) => total + c.contribution, 0);
          expect(Math.abs(sum - side.z)).toBeLessThan(1e-9);
          expect(side.p).toBe(sigmoid(slope * side.z + shift));
        }
        const { p: a } = match.needSide;
        const { p: b } = match.patentSide;
        expect(match.score).toBeCloseTo((2 * a * b) / (a + b), 12);
      }),
    );
  });

  it('never scores lower when one condition gets better', () => {
    const better = fc.constantFrom<(p: MatchPatent, n: MatchNeed) => [MatchPatent, MatchNeed]>(
      (p, n) => [{ ...p, trl: Math.min(9, (p.trl ?? 9) + 1) }, n],
      (p, n) => [{ ...p, askingPrice: (p.askingPrice ?? 0) / 2 }, n],
      (p, n) => [p, { ...n, budget: (n.budget ?? 1e9) * 2 }],
      (p, n) => [p, { ...n, trlMin: Math.max(1, (n.trlMin ?? 1) - 1) }],
      (p, n) => [p, { ...n, remoteAccepted: true }],
      (p, n) => [{ ...p, routes: p.routes.length ? [...routes] : [] }, n],
      (p, n) => [{ ...p, ipc: p.ipc.length ? [...p.ipc, ...(n.ipc ?? [])] : [] }, n],
      (p, n) => [{ ...p, ...(p.industries?.length && { industries: [...p.industries, ...(n.industries ?? [])] }) }, n],
    );
    const known = anyPatent.filter((p) => p.trl !== undefined && p.askingPrice !== undefined);
    fc.assert(
      fc.property(
        known,
        anyNeed.filter((n) => n.budget !== undefined),
        better,
        (p, n, improve) => {
          const [p2, n2] = improve(p, n);
          expect(explained(p2, n2).match.score).toBeGreaterThanOrEqual(explained(p, n).match.score);
        },
      ),
    );
  });

  it('treats what nobody said as neutral and flags it', () => {
    const { budget: _b, trlMin: _t, ...silent } = need();
    const { match } = explained(patent(), silent);
    expect(match.constraints.find((c) => c.feature === 'budget')).toMatchObject({
      state: 'missing',
      missing: 'need',
      value: 0.5,
    });
    expect(match.needSide.contributions.find((c) => c.feature === 'budget')?.contribution).toBe(0);
    expect(match.whatWouldRaise).toContainEqual(
      expect.objectContaining({ feature: 'budget', how: 'fill', missing: 'need' }),
    );
  });

  it('previews what a kept need would get, and keeps nothing of it', () => {
    const matcher = matcherWith([patent(), ...others], [need({ id: 'kept' })]);
    const { index: before } = matcher.versions();
    const listOf = (matches: readonly { patentId: string; score: number }[]) => matches.map(({ patentId, score }) => [patentId, score]); // prettier-ignore
    const previewed = listOf(matcher.preview(need({ id: 'written' }), 3, options));
    expect(matcher.hasNeed('written')).toBe(false);
    expect(matcher.versions().index).toBe(before);
    matcher.putNeed(need({ id: 'written' }));
    expect(listOf(matcher.matchesForNeed('written', 3, options))).toEqual(previewed);
    expect(() => matcher.preview(need({ id: 'kept' }), 3, options)).toThrow(RangeError);
  });

  it('asks for no figure that a need only tells of, or that was taken away', () => {
    const stateOf = (over: Partial<MatchNeed>) =>
      explained(patent({ abstract: '电池隔膜，热收缩率为8%。' }), need(over)).match.constraints.find(
        (c) => c.feature === 'indicators',
      )?.state;
    expect(stateOf({ body: '目前热收缩率约9%。' })).toBe('missing');
    expect(stateOf({ body: '热收缩率不高于1%。' })).toBe('contradicted');
    expect(stateOf({ body: '热收缩率不高于1%。', notMeant: ['不高于1%'] })).toBe('missing');
  });

  it('judges figures: met, contradicted, silent', () => {
    const stateOf = (abstract: string) =>
      explained(patent({ abstract }), need()).match.constraints.find((c) => c.feature === 'indicators')?.state;
    expect(stateOf('电池隔膜，热收缩率小于2%。')).toBe('satisfied');
    expect(stateOf('电池隔膜，热收缩率为8%。')).toBe('contradicted');
    expect(stateOf('电池隔膜，耐高温。')).toBe('missing');
  });

  const failing: Record<GateCode, [Partial<MatchPatent>, Partial<MatchNeed>]> = {
    patentNotInForce: [{ restrictions: ['not-in-force'] }, {}],
    patentFeesLapsed: [{ restrictions: ['fees-lapsed'] }, {}],
    patentPledged: [{ restrictions: ['pledged'] }, {}],
    patentPreserved: [{ restrictions: ['preserved'] }, {}],
    patentExclusivelyLicensed: [{ restrictions: ['exclusive-licence-running'] }, {}],
    patentSecret: [{ restrictions: ['secret'] }, {}],
    patentExportControlled: [{ restrictions: ['export-controlled'] }, { foreign: true }],
    patentWithdrawn: [{ restrictions: ['withdrawn'] }, {}],
    patentExpired: [{ expiresOn: '2026-02-28' }, {}],
    termOutlivesPatent: [{ expiresOn: '2028-01-01' }, { termYears: 3 }],
    routeImpossible: [{ routes: ['ordinary-licence'] }, { routes: ['transfer'] }],
    holderExcluded: [{}, { excludedHolders: ['university'] }],
    demanderRefused: [{ refusedDemanders: ['company'] }, {}],
    pairDeclined: [{}, { declinedPatents: ['p1'] }],
    sameParty: [{ holderId: 'company' }, {}],
    needClosed: [{}, { closed: true }],
    needDeadlinePassed: [{}, { deadline: '2026-02-28' }],
  };

  it.each(gateCodes)('removes a pair that fails %s, from both lists, and says so', (code) => {
    const [p, n] = failing[code];
    const matcher = matcherWith([patent(p), ...others], [need(n)]);
    expect(matcher.matchesForNeed('n1', 10, options).map((m) => m.patentId)).not.toContain('p1');
    expect(matcher.matchesForPatent('p1', 10, options)).toEqual([]);
    expect(matcher.explain('n1', 'p1', options)?.placement).toEqual({ kind: 'gate', gates: [code] });
  });

  it('lets export-controlled patents go to a demander at home', () => {
    expect(explained(patent({ restrictions: ['export-controlled'] }), need()).match.gates).toEqual([]);
  });

  it('shows shared words where they stand in both texts', () => {
    const { match } = explained(patent(), need());
    const word = match.words.find((w) => w.word.includes('电池'));
    expect(
      word?.needSpans.map(({ part, start, end }) => (part === 'title' ? need().title : need().body).slice(start, end)),
    ).toContain(word?.word);
    for (const { part, start, end } of match.words.flatMap((w) => w.patentSpans))
      expect((part === 'title' ? patent().title : patent().abstract).slice(start, end).length).toBeGreaterThan(1);
  });

  it('says why a pair is not in the list', () => {
    const many = Array.from({ length: 30 }, (_, i) => patent({ id: `better${String(i).padStart(2, '0')}` }));
    const weak = patent({ id: 'weak', title: '隔膜', abstract: '一种膜。' });
    const matcher = matcherWith(
      [...many, weak, patent({ id: 'strange', title: 'zebra', abstract: 'giraffe' })],
      [need()],
    );
    expect(matcher.explain('n1', 'better00', options)?.placement).toEqual({ kind: 'listed', rank: 1 });
    expect(matcher.explain('n1', 'weak', options)?.placement).toMatchObject({ kind: 'score', rank: 31 });
    expect(matcher.explain('n1', 'strange', options)?.placement).toEqual({ kind: 'noSharedWords' });
    expect(matcher.explain('n1', 'nobody', options)).toBeUndefined();
  });

  it('fills the list from further down when gates remove the first', () => {
    const gated = Array.from({ length: 400 }, (_, i) => patent({ id: `gated${i}`, restrictions: ['withdrawn'] }));
    const matcher = matcherWith([...gated, patent({ id: 'free', abstract: '电池' })], [need()]);
    expect(matcher.matchesForNeed('n1', 5, options).map((m) => m.patentId)).toEqual(['free']);
  });

  it('makes room for others when something was shown often, and shows that apart from the score', () => {
    const matcher = matcherWith([patent(), patent({ id: 'p2' }), ...others], [need()]);
    const [first, second] = matcher.matchesForNeed('n1', 2, { ...options, shownThisWeek: new Map([['p1', 100]]) });
    expect([first?.patentId, second?.patentId]).toEqual(['p2', 'p1']);
    expect(second?.exposure).toBeLessThan(1);
    expect(second?.score).toBe(first?.score);
  });

  it('gives the same lists after it was saved and loaded, and after add and remove', () => {
    const matcher = matcherWith([patent(), ...others], [need()]);
    const before = matcher.matchesForNeed('n1', 10, options);
    const strip = (list: typeof before) => list.map(({ versions: _v, ...rest }) => rest);
    expect(Matcher.load(matcher.save()).matchesForNeed('n1', 10, options)).toEqual(before);
    matcher.putPatent(patent({ id: 'passing' }));
    matcher.putNeed(need({ id: 'passing' }));
    expect(matcher.matchesForNeed('n1', 10, options)).toHaveLength(before.length + 1);
    matcher.removePatent('passing');
    matcher.removeNeed('passing');
    expect(strip(matcher.matchesForNeed('n1', 10, options))).toEqual(strip(before));
  });

  it('gives lists as if what was removed had never been there, whatever came before', () => {
    const few = (ids: string) => fc.dictionary(fc.stringMatching(new RegExp(`^[${ids}]$`)), anyPatent, { maxKeys: 4 });
    fc.assert(
      fc.property(few('a-d'), few('e-h'), anyNeed, (kept, removed, n) => {
        const named = (some: Record<string, MatchPatent>) => Object.entries(some).map(([id, p]) => ({ ...p, id }));
        const plain = matcherWith([...others, ...named(kept)], [n]);
        const changed = matcherWith([...named(removed), ...others, ...named(kept)], [n]);
        changed.matchesForNeed('n1', 3, options);
        for (const id of Object.keys(removed)) expect(changed.removePatent(id)).toBe(true);
        const list = (matcher: Matcher) =>
          matcher.matchesForNeed('n1', 10, options).map(({ versions: _v, ...rest }) => rest);
        expect(list(changed)).toEqual(list(plain));
      }),
      { numRuns: 40 },
    );
  });

  it('orders equal scores by id', () => {
    const same = ['c', 'a', 'b'].map((id) => patent({ id }));
    expect(
      matcherWith(same, [need()])
        .matchesForNeed('n1', 3, options)
        .map((m) => m.patentId),
    ).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['nothing', ''],
    ['a megabyte without a space', 'a'.repeat(1_000_000)],
    ['a third of a million Chinese characters', '电'.repeat(333_333)],
    ['one repeated word', 'battery '.repeat(60_000)],
    ['thirty thousand different words', Array.from({ length: 30_000 }, (_, i) => `w${i}`).join(' ')],
    ['control characters', '\u0000\u0007'.repeat(10_000)],
    ['right to left', '\u202eתיאור'.repeat(5_000)],
    ['lone surrogates', '\ud800x\udc00'.repeat(20_000)],
  ])('takes %s as a patent and as a need, matches and saves it', (_name, text) => {
    const matcher = matcherWith(
      [patent({ title: text, abstract: text, claims: text }), ...others],
      [need({ title: text, body: text })],
    );
    expect(() => matcher.matchesForNeed('n1', 3, options)).not.toThrow();
    expect(() => matcher.matchesForPatent('p1', 3, options)).not.toThrow();
    expect(() => matcher.similarPatents('p1', 3)).not.toThrow();
    expect(Matcher.load(matcher.save()).matchesForNeed('n1', 3, options)).toEqual(
      matcher.matchesForNeed('n1', 3, options),
    );
  });

  it.each([[''], ['PXM2'], ['{}']])('refuses to load %j', (bytes) => {
    expect(() => Matcher.load(new TextEncoder().encode(bytes))).toThrow(RangeError);
  });

  it('refuses to load what was cut short', () => {
    const saved = matcherWith([patent()], [need()]).save();
    expect(() => Matcher.load(saved.slice(0, saved.length - 100))).toThrow(RangeError);
  });

  it('refuses weights that would punish a better condition', () => {
    const bad = {
      ...defaultWeights,
      needSide: { ...defaultWeights.needSide, weights: { ...defaultWeights.needSide.weights, budget: -1 } },
    };
    expect(() => new Matcher({ weights: bad })).toThrow('budget is negative');
    const flipped = { ...defaultWeights, needSide: { ...defaultWeights.needSide, calibration: { a: -1, b: 0 } } };
    expect(() => new Matcher({ weights: flipped })).toThrow('calibration.a is negative');
  });
});
