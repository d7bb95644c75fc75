import { memberRoles } from '../../../server/domain/actors.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';

/** The member roles as options of a select. */
export function useRoles() {
  const common = useTexts(commonTexts);
  return memberRoles.map((role) => ({ value: role, label: common(`memberRole.${role}`) }));
}
