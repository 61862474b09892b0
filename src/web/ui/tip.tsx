// A few words that appear while one waits over something or moves to it by keyboard.
import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import './tip.css';

interface Props {
  readonly text: string;
  readonly children: ReactElement;
}

/** The child must be able to take the focus. */
export function Tip({ text, children }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className="tip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
