import type { ReactNode } from 'react';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';
import { Page } from './page.tsx';
import { PartyTags, type PartyTagsProps } from './party-tags.tsx';

type DealingPageProps = PartyTagsProps &
  Readonly<{ title: string; state: ReactNode; isLive?: boolean; children: ReactNode }>;

/** The page of one deal or contract. `isLive`: changes made by others appear without a reload; absent where none do. */
export function DealingPage({ title, state, isLive, children, ...who }: DealingPageProps) {
  const say = useTexts(dealingTexts);
  const lead = (
    <span className="row">
      {state}
      <PartyTags {...who} />
      {isLive !== undefined && <span className="small">{isLive ? `● ${say('live')}` : say('reconnecting')}</span>}
    </span>
  );
  return (
    <Page wide title={title} lead={lead}>
      {children}
    </Page>
  );
}
