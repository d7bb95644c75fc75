import { useState } from 'react';

/** A part of the screen that is open or not. */
export function useOpen() {
  const [isOpen, setIsOpen] = useState(false);
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}
