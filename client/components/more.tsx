import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';

/** A list that loads page by page. */
export type Growing = Readonly<{ hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }>;

/** A button that loads the next page, if there is one. */
export function More({ list }: Readonly<{ list: Growing }>) {
  const say = useTexts(commonTexts);
  if (!list.hasNextPage) return null;
  return (
    <div className="more">
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {say('loadMore')}
      </Button>
    </div>
  );
}
