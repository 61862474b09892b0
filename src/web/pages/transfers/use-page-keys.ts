// Keys that work everywhere on the page, save where somebody is writing: search, close, undo, redo.
import { useEffect, useRef } from 'react';

export interface PageKeys {
  /** Undefined where there is nothing to close. */
  readonly onClose: (() => void) | undefined;
  readonly onSearch: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

export function usePageKeys(keys: PageKeys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isWriting =
        target.matches('input:not([type="range"], [type="checkbox"]), select, textarea') ||
        target.isContentEditable;
      // What opened over the page closes by itself.
      const isCovered = document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
      if (isWriting || isCovered || event.defaultPrevented) return;
      const { onClose, onSearch, onUndo, onRedo } = newest.current;
      if (event.key === 'Escape') onClose?.();
      else if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        onSearch();
      } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        if (event.shiftKey) onRedo();
        else onUndo();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
