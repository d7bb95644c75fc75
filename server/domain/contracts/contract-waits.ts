import { otherSide } from '../sides.ts';
import { type Task, type TaskKind, taskOf } from '../tasks.ts';
import { awaitsWord, awaitsYes, type Contract, type Waiting, waitingIn } from './contract.ts';
import { askedIntoContract } from './contract-visibility.ts';

/** The parts of the contract that a side has to do something about. */
function partsOf(contract: Contract, { side, what }: Waiting): readonly string[] {
  switch (what) {
    case 'reversal':
      return contract.reversals.flatMap(({ state, by, lineId }) => (state === 'asked' && by !== side ? [lineId] : []));
    case 'centre':
      return contract.centreInvitations.flatMap(({ centreId, by, state }) =>
        state === 'proposed' && by === otherSide(side) ? [centreId] : [],
      );
    case 'line':
      return contract.ledger.flatMap((line) => (awaitsWord(contract, line, side) ? [line.id] : []));
    case 'evidence':
      return contract.evidence.flatMap((one) => (awaitsYes(contract, one, side) ? [one.id] : []));
    case 'end':
    case 'shares':
    case 'effect':
      return [];
  }
}

/** Who is awaited for what in a contract: each party of a side that has to do something, and each centre that is asked. */
export function waitsFor(contract: Contract): Task[] {
  const thing = `contract:${contract.id}`;
  const ofSides = waitingIn(contract).flatMap((waiting) =>
    contract.parties.flatMap(({ organisationId, part }) => {
      const what: TaskKind = `contract.${waiting.what}`;
      return part === waiting.side ? [taskOf(what, { thing, organisationId, parts: partsOf(contract, waiting) })] : [];
    }),
  );
  const asked = contract.state === 'ended' ? [] : askedIntoContract(contract);
  return [...ofSides, ...asked.map((organisationId) => taskOf('contract.join', { thing, organisationId }))];
}
