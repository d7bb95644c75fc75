import { useState } from 'react';

/** State of a part of the screen that opens and closes. */
export function useOpen() {
  const [isOpen, setIsOpen] = useState(false);
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}
