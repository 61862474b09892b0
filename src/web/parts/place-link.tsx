// A link to a place of the screen; the group and the day that are open go along.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type PathName, pathTo } from '../paths.ts';

interface Props {
  readonly to: PathName;
  readonly parts?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly className?: string;
  readonly children: ReactNode;
  readonly title?: string;
  readonly onClick?: () => void;
  readonly tabIndex?: number;
  /** The page stays where it is scrolled to. */
  readonly isStill?: boolean;
}

/** Words of the address that go along from place to place. */
const CARRIED = ['group', 'lang', 'asOf', 'knownAt'] as const;

/** The search of the next place: what is carried, and what is said for it. */
export function carrySearch(
  before: Readonly<Record<string, unknown>>,
  said: Readonly<Record<string, string | undefined>> = {},
): Record<string, unknown> {
  const carried = CARRIED.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]]));
  return { ...Object.fromEntries(carried), ...said };
}

export function PlaceLink({ to, parts, search, children, isStill = false, ...rest }: Props) {
  const target = {
    to: pathTo(to, parts),
    search: (before: Readonly<Record<string, unknown>>) => carrySearch(before, search),
  } as unknown as LinkProps;
  return (
    <Link
      {...target}
      {...rest}
      resetScroll={!isStill}
      activeOptions={{ exact: to === 'home', includeSearch: false }}
    >
      {children}
    </Link>
  );
}
