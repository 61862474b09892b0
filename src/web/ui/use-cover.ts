// A panel that covers the page on narrow screens: what lies behind it can then be neither reached nor heard.
import { type RefObject, useEffect } from 'react';

/** Below the width of `narrow` everything beside the panel, up to the page, is inert while the panel is there. */
export function useCover(panel: RefObject<HTMLElement | null>, narrow: string): void {
  useEffect(() => {
    const query = matchMedia(narrow);
    let covered: HTMLElement[] = [];
    const uncover = (): void => {
      for (const one of covered) one.inert = false;
      covered = [];
    };
    const follow = (): void => {
      uncover();
      if (query.matches) covered = listBeside(panel.current);
      for (const one of covered) one.inert = true;
    };
    follow();
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
      uncover();
    };
  }, [panel, narrow]);
}

/** All that is not on the way from the element up to the body. */
function listBeside(element: HTMLElement | null): HTMLElement[] {
  const beside: HTMLElement[] = [];
  for (let here = element; here?.parentElement && here !== document.body; here = here.parentElement) {
    for (const other of here.parentElement.children)
      if (other !== here && other instanceof HTMLElement) beside.push(other);
  }
  return beside;
}
