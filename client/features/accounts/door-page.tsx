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
  /** Why there is nothing to fill in: the link that led here is not whole. */
  closed?: string | false;
  children: ReactNode;
}>;

/** A narrow screen with one short form: where one-time links lead, and another password. */
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
