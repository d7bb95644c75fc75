import { type ReactNode, useEffect, useState } from 'react';
import { Input } from 'antd';

type SearchBoxProps = Readonly<{ label: string; value: string; onChange: (text: string) => void; aside?: ReactNode }>;

/** Reports each change while the user types; an input method reports only once a word is chosen. */
export function SearchBox({ label, value, onChange, aside }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [isComposing, setIsComposing] = useState(false);
  useEffect(() => setText(value), [value]);
  return (
    <div className="row search" role="search">
      <Input
        className="grow"
        size="large"
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onCompositionStart={() => setIsComposing(true)}
        onCompositionEnd={(event) => {
          setIsComposing(false);
          onChange(event.currentTarget.value);
        }}
        onChange={({ target }) => {
          setText(target.value);
          if (!isComposing) onChange(target.value);
        }}
      />
      {aside}
    </div>
  );
}
