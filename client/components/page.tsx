import { type ReactNode, useEffect } from 'react';
import { commonTexts } from '../lib/common.texts.ts';
import { inboxCount, useSignal } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';

type PageProps = Readonly<{
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** A picture beside the heading. */
  banner?: ReactNode;
}>;

/** The frame of a screen: heading, lead text, actions, and the title of the browser window. */
export function Page({ title, lead, actions, children, wide, banner }: PageProps) {
  const say = useTexts(commonTexts);
  const product = say('product');
  const count = useSignal(inboxCount);
  useEffect(() => {
    document.title = `${count > 0 ? `(${count > 99 ? '99+' : count}) ` : ''}${title} · ${product}`;
  }, [title, product, count]);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className={banner ? 'page-head page-banner' : 'page-head'}>
        {banner}
        <div className="grow">
          <h1>{title}</h1>
          {lead && <div className="lead">{lead}</div>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

type CardProps = Readonly<{
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  tone?: 'mine';
  className?: string;
}>;

/** A section of a screen with its own heading. Tone `mine`: the user's side has to act. */
export function Card({ title, aside, children, tone, className = '' }: CardProps) {
  return (
    <section className={`card ${tone ? `card-${tone}` : ''} ${className}`}>
      {(title || aside) && (
        <header className="card-head">
          {title && <h2>{title}</h2>}
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
