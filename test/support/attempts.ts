import { consentVersion } from '../../server/domain/accounts/consent.ts';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { emphases } from '../../server/domain/match-emphasis.ts';
import { newId } from './app.ts';
import { licenceTerms } from './deals.ts';
import { type Member, password, someCreditCode } from './people.ts';

/** What belongs to somebody. */
export type Things = Readonly<{
  owner: Member;
  dealId: string;
  contractId: string;
  lineId: string;
  centreId: string;
  patentId: string;
  needId: string;
  importId: string;
  fileId: string;
  userId: string;
  sessionId: string;
  invitationId: string;
  questionId: string;
  webhookId: string;
  expertInvitationId: string;
  /** Of a message that was sent to the webhook. */
  deliveryId: string;
}>;
export type Attempt = Readonly<{
  params?: Record<string, string>;
  body?: object;
  query?: Record<string, string>;
  raw?: string;
}>;

const onDeal =
  (fields: object = {}) =>
  ({ dealId }: Things): Attempt => ({ params: { dealId }, body: fields });
const onContract =
  (fields: object = {}) =>
  ({ contractId }: Things): Attempt => ({ params: { contractId }, body: fields });
const onQuestion =
  (fields: object = {}) =>
  ({ questionId }: Things): Attempt => ({ params: { questionId }, body: fields });
const readQuestion = ({ questionId }: Things): Attempt => ({ params: { questionId } });
const readContract = ({ contractId }: Things): Attempt => ({ params: { contractId } });
const readDeal = ({ dealId }: Things): Attempt => ({ params: { dealId } });
const onOrganisation =
  (fields: object = {}) =>
  ({ owner }: Things): Attempt => ({ params: { organisationId: owner.organisationId }, body: fields });
const onOrganisationBody = ({ owner }: Things): Attempt => ({ body: { organisationId: owner.organisationId } });
const onPatent =
  (fields: object) =>
  ({ patentId }: Things): Attempt => ({ params: { patentId }, body: fields });
const onNeed =
  (fields: object) =>
  ({ needId }: Things): Attempt => ({ params: { needId }, body: fields });
const onPair =
  (fields: object = {}) =>
  ({ needId, patentId }: Things): Attempt => ({ params: { needId, patentId }, body: fields });
const readImport = ({ importId }: Things): Attempt => ({ params: { importId } });
const day = '2026-05-04';

const emphasis = Object.fromEntries(emphases.map((name) => [name, 1]));
const nothing = (): Attempt => ({});
const onWatch = ({ needId }: Things): Attempt => ({ params: { kind: 'need', thingId: needId } });
const onWebhook = ({ webhookId }: Things): Attempt => ({ params: { webhookId }, body: {} });
const onTask = ({ owner, contractId }: Things): Attempt => ({
  params: { taskId: `contract.effect@${owner.organisationId}:contract:${contractId}` },
  body: {},
});
const profile = {
  ...{ title: '教授', ipc: ['H01M'], words: ['锂电池'], place: '330106', organisation: null, past: [] },
  ...{ mostAtOnce: 5, awayUntil: null },
};
const onExpert = ({ userId }: Things): Attempt => ({ params: { expertId: userId } });
const onExpertInvitation = ({ expertInvitationId }: Things): Attempt => ({ params: { expertInvitationId }, body: {} });
const somebody = () => ({ email: `${newId()}@example.org`, password, displayName: 'Somebody' });

/**
 * For every row of the table a request about somebody's things, valid in all its parts, which would succeed for who may;
 * command ids and versions are added by `requestOf`. A row without one does not compile.
 */
export const attempts: Record<OperationName, (things: Things) => Attempt> = {
  'system.health': nothing,
  'system.ready': nothing,
  'jobs.list': nothing,
  'jobs.cancel': ({ importId }) => ({ params: { jobId: `import:${importId}` }, body: {} }),
  'checkpoints.list': nothing,
  'checkpoints.get': () => ({ params: { name: 'none' } }),
  'accounts.signIn': ({ owner }) => ({ body: { email: owner.email, password: 'not the password' } }),
  'accounts.signOut': nothing,
  'accounts.me': nothing,
  'accounts.actFor': onOrganisationBody,
  'accounts.setUp': () => ({ body: { id: newId(), token: 'none', ...somebody(), consent: consentVersion } }),
  'accounts.claims': nothing,
  'accounts.answerClaim': onOrganisation({ isMine: true }),
  'accounts.sessions': nothing,
  'accounts.endSession': ({ sessionId }) => ({ params: { sessionId } }),
  'accounts.endOtherSessions': nothing,
  'accounts.signIns': nothing,
  'accounts.changePassword': () => ({ body: { current: 'not the password', password: 'quite another sentence' } }),
  'accounts.agree': () => ({ body: { consent: consentVersion } }),
  'accounts.changeLanguage': () => ({ body: { language: 'en' } }),
  'accounts.offers': nothing,
  'accounts.address': nothing,
  'accounts.sendAddressLink': () => ({ body: {} }),
  'accounts.changeAddress': () => ({ body: { email: `${newId()}@example.org`, password: 'not the password' } }),
  'accounts.proveAddress': () => ({ params: { linkId: newId() }, body: { secret: 'x'.repeat(43) } }),
  'passwordLinks.request': ({ owner }) => ({ body: { email: owner.email } }),
  'organisations.register': () => ({
    body: {
      ...{ id: newId(), name: `某公司${newId().slice(0, 8)}`, kind: 'company', creditCode: someCreditCode() },
      ...{ place: '330106', admin: { ...somebody(), consent: consentVersion } },
    },
  }),
  'organisations.uploadLicence': ({ owner: { organisationId } }) => ({
    ...{ params: { organisationId, fileId: newId() }, query: { name: 'licence.pdf' }, raw: '%PDF-1.7' },
  }),
  'organisations.licence': ({ owner: { organisationId } }) => ({ params: { organisationId } }),
  'organisations.list': nothing,
  'organisations.get': ({ owner }) => ({ params: { organisationId: owner.organisationId } }),
  'centres.list': nothing,
  'invitations.accept': ({ invitationId }) => ({
    params: { invitationId },
    body: { secret: 'x'.repeat(43), password, displayName: 'Mole', consent: consentVersion },
  }),
  'invitations.join': ({ invitationId }) => ({ params: { invitationId }, body: { secret: 'x'.repeat(43) } }),
  'passwordLinks.use': () => ({ params: { linkId: newId() }, body: { secret: 'x'.repeat(43), password } }),
  'parameters.list': nothing,
  'calendars.list': nothing,
  'calendars.import': () => ({
    params: { year: '2027' },
    body: {
      notice: { number: 'x', title: 'x', publishedOn: '2026-11-04', url: 'https://example.org' },
      ...{ daysOff: ['2027-01-01'], workdays: [], local: [] },
    },
  }),
  'files.upload': ({ fileId }) => ({ params: { fileId }, query: { name: 'mine.pdf' }, raw: 'others' }),
  'files.space': nothing,
  'reviews.get': nothing,
  'reviews.choose': () => ({ body: { patents: true, needs: true } }),
  'patents.list': nothing,
  'patents.mine': nothing,
  'patents.timeline': ({ patentId }) => ({ params: { patentId } }),
  'patents.counts': nothing,
  'patents.get': ({ patentId }) => ({ params: { patentId } }),
  'patents.similar': ({ patentId }) => ({ params: { patentId } }),
  'patents.create': () => ({ body: { id: newId(), title: `一种装置${newId()}` } }),
  'needs.list': nothing,
  'needs.mine': nothing,
  'needs.counts': nothing,
  'needs.get': ({ needId }) => ({ params: { needId } }),
  'needs.understand': () => ({ body: { text: '预算60万' } }),
  'matches.preview': () => ({ body: { text: '锂电池' } }),
  'needs.create': () => ({ body: { id: newId(), title: newId(), description: newId() } }),
  'search.patents': nothing,
  'search.needs': nothing,
  'imports.list': nothing,
  'matches.fresh': nothing,
  'matches.groups': nothing,
  'matches.mine': nothing,
  'matches.introductions': nothing,
  'matches.see': ({ needId, patentId }) => ({ body: { pairs: [{ needId, patentId }] } }),
  'matching.weights': nothing,
  'matching.tryWeights': () => ({ body: { emphasis } }),
  'matching.setWeights': () => ({ body: { emphasis } }),
  'matching.industries': nothing,
  'matching.setIndustries': () => ({ body: { industries: ['C38'] } }),
  'matching.quality': nothing,
  'metrics.compare': nothing,
  'overview.get': nothing,
  'watches.list': nothing,
  'watches.watch': (things) => ({ ...onWatch(things), body: {} }),
  'watches.get': onWatch,
  'watches.stop': (things) => ({ ...onWatch(things), body: {} }),
  'watches.see': onWatch,
  'webhooks.mine': nothing,
  'webhooks.add': () => ({
    body: { id: newId(), url: 'https://hooks.example.org/x', format: 'standard', topics: ['deals'] },
  }),
  'webhooks.try': onWebhook,
  'webhooks.resume': onWebhook,
  'webhooks.remove': onWebhook,
  'webhooks.deliveries': ({ webhookId }) => ({ params: { webhookId } }),
  'webhooks.replay': ({ webhookId, deliveryId }) => ({ params: { webhookId, deliveryId }, body: {} }),
  'experts.me': nothing,
  'experts.apply': ({ expertInvitationId: invitationId }) => ({ body: { ...profile, invitationId } }),
  'experts.revise': () => ({ body: profile }),
  'experts.step': () => ({ body: { step: 'pause' } }),
  'experts.invite': () => ({ body: { id: newId(), email: 'expert@example.org' } }),
  'experts.invitations': nothing,
  'experts.withdrawInvitation': onExpertInvitation,
  'experts.declineInvitation': onExpertInvitation,
  'experts.list': nothing,
  'experts.get': onExpert,
  'experts.decide': (things) => ({ ...onExpert(things), body: { decision: 'end' } }),
  'system.events': ({ dealId }) => ({ params: { stream: `deal:${dealId}` } }),
  'organisations.decide': onOrganisation({ decision: 'suspend' }),
  'organisations.awardCode': onOrganisation({ reason: 'x' }),
  'organisations.invite': onOrganisation({ invitationId: newId(), email: 'mole@example.org', role: 'admin' }),
  'invitations.list': ({ owner }) => ({ params: { organisationId: owner.organisationId } }),
  'invitations.revoke': ({ owner, invitationId }) => ({
    params: { organisationId: owner.organisationId, invitationId },
    body: {},
  }),
  'members.list': ({ owner }) => ({ params: { organisationId: owner.organisationId } }),
  'members.change': ({ owner, userId }) => ({
    params: { organisationId: owner.organisationId, userId },
    body: { role: 'reviewer' },
  }),
  'members.issuePasswordLink': ({ owner, userId }) => ({
    params: { organisationId: owner.organisationId, userId },
    body: { linkId: newId() },
  }),
  'parameters.set': () => ({
    body: { id: newId(), key: 'dormancy.years', place: '330000', effectiveFrom: day, value: 9, source: 'x' },
  }),
  'files.download': ({ fileId }) => ({ params: { fileId } }),
  'deals.list': () => ({}),
  'deals.counts': () => ({}),
  'deals.get': readDeal,
  'deals.timeline': readDeal,
  'deals.preflight': readDeal,
  'deals.messages': readDeal,
  'deals.offer': onDeal({ terms: licenceTerms }),
  'deals.withdrawOffer': onDeal(),
  'deals.accept': onDeal({ number: 1 }),
  'deals.reopen': onDeal(),
  'deals.attachFile': ({ dealId, fileId }) => ({ params: { dealId }, body: { fileId } }),
  'deals.confirmFile': onDeal({ sha256: '0'.repeat(64) }),
  'deals.withdrawConfirmation': onDeal(),
  'deals.invitations': nothing,
  'deals.proposeCentre': onDeal({ centreId: newId() }),
  'deals.agreeToCentre': onDeal({ centreId: newId() }),
  'deals.refuseCentre': onDeal({ centreId: newId() }),
  'deals.takeBackCentre': onDeal({ centreId: newId() }),
  'deals.letCentreGo': onDeal({ centreId: newId() }),
  'deals.acceptInvitation': onDeal(),
  'deals.declineInvitation': onDeal(),
  'deals.leave': onDeal(),
  'deals.close': onDeal({ reason: 'x' }),
  'deals.readMessages': onDeal({ upTo: 1 }),
  'inbox.mine': nothing,
  'inbox.count': nothing,
  'inbox.notices': nothing,
  'inbox.settings': nothing,
  'inbox.take': onTask,
  'inbox.handBack': onTask,
  'inbox.read': () => ({ body: { items: ['x'], isRead: true } }),
  'inbox.readAll': () => ({ body: { upTo: `${day}T00:00:00.000Z` } }),
  'inbox.mute': ({ needId }) => ({ body: { what: { thing: { kind: 'need', id: needId } }, isMuted: true } }),
  'deals.say': onDeal({ messageId: newId(), text: 'hello' }),
  'contracts.list': () => ({}),
  'contracts.counts': () => ({}),
  'contracts.get': readContract,
  'contracts.inspect': readContract,
  'contracts.inspections': readContract,
  'contracts.archive': readContract,
  'contracts.timeline': readContract,
  'contracts.invitations': nothing,
  'contracts.proposeCentre': onContract({ centreId: newId() }),
  'contracts.agreeToCentre': onContract({ centreId: newId() }),
  'contracts.refuseCentre': onContract({ centreId: newId() }),
  'contracts.takeBackCentre': onContract({ centreId: newId() }),
  'contracts.letCentreGo': onContract({ centreId: newId() }),
  'contracts.acceptInvitation': onContract(),
  'contracts.declineInvitation': onContract(),
  'contracts.leave': onContract(),
  'contracts.proposeShares': onContract({ shares: [] }),
  'contracts.confirmShares': onContract(),
  'contracts.makeEffective': onContract({ on: day }),
  'contracts.recordEvidence': onContract({ evidenceId: newId(), kind: 'filing', number: '1', date: day }),
  'contracts.confirmEvidence': onContract({ evidenceId: newId() }),
  'contracts.recordLine': onContract({
    ...{ lineId: newId(), kind: 'received', part: 'fixed', date: day },
    amount: { amount: '1.00', currency: 'CNY' },
  }),
  'contracts.confirmLine': onContract({ lineId: newId() }),
  'contracts.reverseLine': ({ contractId, lineId }) => ({
    params: { contractId },
    body: { lineId, reversalId: newId(), reason: 'x' },
  }),
  'contracts.agreeReversal': onContract({ lineId: newId() }),
  'contracts.refuseReversal': onContract({ lineId: newId(), reason: 'x' }),
  'contracts.complete': onContract(),
  'contracts.askEnd': onContract({ on: day, ground: 'void', stands: [], reason: 'x' }),
  'contracts.agreeEnd': onContract(),
  'contracts.refuseEnd': onContract({ reason: 'x' }),
  'metrics.get': ({ centreId }) => ({ params: { centreId } }),
  'metrics.lines': ({ centreId }) => ({ params: { centreId } }),
  'patents.revise': onPatent({ title: 'mine now' }),
  'patents.step': onPatent({ step: 'publish' }),
  'patents.stepMany': ({ patentId }) => ({ body: { id: newId(), patentIds: [patentId], step: 'publish' } }),
  'needs.revise': onNeed({ title: 'mine now' }),
  'needs.step': onNeed({ step: 'publish' }),
  'imports.create': ({ fileId }) => ({ body: { id: newId(), fileId, subject: 'patents' } }),
  'imports.get': readImport,
  'imports.rows': readImport,
  'imports.problems': readImport,
  'imports.readAs': ({ importId }) => ({ params: { importId }, body: { fields: ['title'] } }),
  'imports.mend': ({ importId }) => ({ params: { importId, row: '2' }, body: { cells: [{ place: 0, text: 'x' }] } }),
  'imports.undo': ({ importId }) => ({ params: { importId }, body: {} }),
  'imports.start': ({ importId }) => ({ params: { importId }, body: {} }),
  'imports.cancel': ({ importId }) => ({ params: { importId }, body: {} }),
  'matches.forNeed': ({ needId }) => ({ params: { needId } }),
  'matches.classes': ({ needId }) => ({ params: { needId } }),
  'matches.forPatent': ({ patentId }) => ({ params: { patentId } }),
  'matches.explain': ({ needId, patentId }) => ({ params: { needId, patentId } }),
  'matches.needsFor': ({ patentId }) => ({ params: { patentId } }),
  'matches.patentsFor': ({ needId }) => ({ params: { needId } }),
  'questions.list': nothing,
  'questions.get': readQuestion,
  'questions.timeline': readQuestion,
  'questions.ask': ({ patentId }) => ({ body: { id: newId(), kind: 'patent', thingId: patentId, text: 'x' } }),
  'questions.askMore': onQuestion({ text: 'x' }),
  'questions.withdraw': onQuestion(),
  'questions.answer': onQuestion({ text: 'x' }),
  'questions.decline': onQuestion(),
  'questions.see': onQuestion({ version: 1 }),
  'matches.showInterest': onPair(),
  'matches.decline': onPair({ reason: 'price' }),
  'matches.takeBack': onPair(),
  'matches.recommend': onPair(),
};

type Fields = Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>>;
const fieldsOf = ({ body }: Operation): Fields => (body && 'shape' in body ? (body.shape as Fields) : {}); // of a strict object

/** Whether commands of the row state the version that their author saw. */
export const hasVersion = (name: OperationName): boolean =>
  fieldsOf(operations[name])['expectedVersion']?.safeParse(1).success ?? false;

/** The request about the things, with a new command id and the version where the row asks for them. */
export function requestOf(name: OperationName, things: Things, expectedVersion = 1): Attempt {
  const { body, ...rest } = attempts[name](things);
  if (!body) return rest;
  const { commandId, expectedVersion: version } = fieldsOf(operations[name]);
  const own = { ...(commandId && { commandId: newId() }), ...(version && { expectedVersion }) };
  return { ...rest, body: { ...own, ...(version && !hasVersion(name) && { expectedVersion: 0 }), ...body } };
}
