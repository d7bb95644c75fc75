import type { ReactNode } from 'react';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import './narrow.css';

type DoorPageProps = Readonly<{
  title: string;
  lead: string;
  submit: string;
  command: Readonly<{ error: unknown; isPending: boolean }>;
  onSubmit: () => void;
  /** Shown instead of the form: the link that led here is incomplete. */
  closed?: string | false;
  children: ReactNode;
}>;

/** A narrow page with one short form, used by one-time links and for a new password. */
export function DoorPage({ title, lead, submit, command, onSubmit, closed, children }: DoorPageProps) {
  return (
    <div className="narrow">
      <Page title={title} lead={lead}>
        <Card>
          {closed ? (
            <div className="note note-bad">{closed}</div>
          ) : (
            <form
              className="form"
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {children}
              <ProblemNote error={command.error} />
              <Button type="primary" htmlType="submit" loading={command.isPending}>
                {submit}
              </Button>
            </form>
          )}
        </Card>
      </Page>
    </div>
  );
}
