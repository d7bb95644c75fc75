import type { ReactNode } from 'react';

/** Shown where a list is empty, with a hint what to do next. */
export const Empty = ({ title, text, action }: Readonly<{ title: string; text?: string; action?: ReactNode }>) => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {text && <p className="muted">{text}</p>}
    {action}
  </div>
);
