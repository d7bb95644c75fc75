import { killRounds } from '../support/embedded-kill.ts';

it('loses nothing acknowledged and tears no transaction over many kills', () => killRounds(60, 6));
