import type { ReactNode } from 'react';

/** Nothing here yet: says so and what to do next. */
export const Empty = ({ title, text, action }: Readonly<{ title: string; text?: string; action?: ReactNode }>) => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {text && <p className="muted">{text}</p>}
    {action}
  </div>
);
